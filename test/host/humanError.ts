/** A failure whose message is meant for the person at the terminal: what is missing and what to do, in one line. */
export class HumanError extends Error {
  override readonly name = 'HumanError';
}

/** Runs a script's main function: its number is the exit status; a {@link HumanError} is one line on standard error, and 2. */
export async function runScript(main: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await main();
  } catch (error) {
    console.error(error instanceof HumanError ? error.message : error);
    process.exitCode = 2;
  }
}
