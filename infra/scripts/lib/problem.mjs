/** Something the operator can mend. Its message is shown as it is: one line that names the cause and the remedy. */
export class Problem extends Error {
  /**
   * @param {string} message
   * @param {string[]} [detail] lines of a failed program's output, shown above the message
   */
  constructor(message, detail = []) {
    super(message);
    this.detail = detail;
  }
}

/**
 * Runs a command's body and ends the process with its exit code; a {@link Problem} becomes one line and exit code 1.
 *
 * @param {() => Promise<number | void>} body
 */
export async function main(body) {
  try {
    process.exit((await body()) ?? 0);
  } catch (error) {
    report(error);
    process.exit(1);
  }
}

/** Prints what the operator can act on; anything else is our own mistake and shows where it happened. */
export function report(error) {
  if (!(error instanceof Problem)) {
    console.error(error);
    return;
  }
  for (const line of error.detail) console.error(`  | ${line}`);
  console.error(`error: ${error.message}`);
}
