/** The command was not called as it should be; one line for the person who called it. */
export class UsageFault extends Error {
  override readonly name = 'UsageFault';
}
