import { InputFaults } from '#matching/input-faults';

/** The command was not called as it should be; one line for the person who called it. */
export class UsageFault extends InputFaults {
  constructor(fault: string) {
    super([fault]);
  }
}
