/** What a command may do to the world: everything it reads and writes goes through here, so that tests can stand in. */
export interface Host {
  readonly stdout: Output;
  readonly stderr: Output;
  /** The folder that relative paths start from. */
  readonly cwd: string;
  /** Environment variables. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The folder that holds the catalog's files. */
  readonly catalogFolder: string;
  /** All of standard input, as text. */
  readStdin(): Promise<string>;
}

export interface Output {
  readonly isTerminal: boolean;
  write(text: string): void;
}
