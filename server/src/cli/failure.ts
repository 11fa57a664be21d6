/** What ends a command with status 2: one line for the user that says why, and what to do. Anything else thrown is a bug. */
export class Failure extends Error {}
