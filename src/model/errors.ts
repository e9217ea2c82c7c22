/**
 * Something that the user can mend: bad input, a missing image, a wrong option, a broken rule file.
 * The entries print `message` on one line, without a stack trace, and exit with status 2.
 * `message` says what is wrong; `advice` what to do about it. Neither may ever hold a raw secret.
 */
export class UserError extends Error {
  override readonly name = 'UserError';
  readonly advice: string | undefined;

  constructor(message: string, advice?: string, options?: ErrorOptions) {
    super(message, options);
    this.advice = advice;
  }

  /** The one line that a user reads. */
  get line(): string {
    const text = this.advice === undefined ? this.message : `${this.message}: ${this.advice}`;
    return text.replace(/\s*[\r\n]+\s*/g, ' ');
  }
}

/** For the `default` branch of a switch over a closed union: the compiler proves that it is never reached. */
export function assertNever(value: never): never {
  throw new Error(`unexpected value: ${JSON.stringify(value)}`);
}
