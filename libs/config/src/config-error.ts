/**
 * The environment cannot be used. `faults` lists everything that is wrong with it at once, each as
 * `VARIABLE: what is wrong, what is allowed`. No fault repeats the value of a variable that may hold a secret.
 */
export class ConfigError extends Error {
  readonly code = 'CONFIG_ERROR';

  constructor(readonly faults: readonly string[]) {
    super(['The configuration cannot be used:', ...faults.map((fault) => `  ${fault}`)].join('\n'));
    this.name = 'ConfigError';
  }
}
