/** What the suite, in VS Code's extension host, tells the runner, which holds the browser. */
export type Message = ActionMessage | LogMessage | VerdictMessage;

/** Do something in the window. */
export interface ActionMessage {
  readonly kind: 'action';
  readonly name: string;
  readonly argument: unknown;
}

/** A line of the report. */
export interface LogMessage {
  readonly kind: 'log';
  readonly text: string;
}

/** The suite ran to its end. Without this message a run has not passed, whatever VS Code says. */
export interface VerdictMessage {
  readonly kind: 'verdict';
  readonly passes: number;
  readonly failures: number;
}

/** The answer to every message. */
export type Answer = { readonly value: unknown } | { readonly error: string };

/** What the runner tells the suite: keys of the user's settings, which reach a node and a worker host alike. */
export interface SuiteSettings {
  /** Where to send messages; empty where nobody can drive the window. */
  readonly 'e2e.bridge': string;
  readonly 'e2e.grep': string;
  /** A folder of test files, or one file. */
  readonly 'e2e.suite': string;
  /** Where the extension under test must have been loaded from. */
  readonly 'e2e.extensionRoot': string;
}
