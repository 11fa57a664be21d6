import type { Worker } from 'node:worker_threads';
import type { CatalogStore } from '../node/catalogStore';
import type { CheckSetup } from './checkTask';

/** What a command may do to the world: everything it reads and writes goes through here, so that tests can stand in. */
export interface Host {
  readonly stdout: Output;
  readonly stderr: Output;
  /** The folder that relative paths start from. */
  readonly cwd: string;
  /** Environment variables. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The folder that holds the files of the catalog in use. */
  readonly catalogFolder: string;
  /** The catalogs that there are: the one that came with the product, and the user's own. */
  readonly catalogs: CatalogStore;
  /** Starts a thread that checks files, as `answerTasks` does. */
  startWorker(setup: CheckSetup): Worker;
  /** All of standard input. */
  readStdin(): Promise<Uint8Array>;
}

export interface Output {
  readonly isTerminal: boolean;
  write(text: string): void;
}
