import * as vscode from 'vscode';
import type { Message, SuiteSettings } from './messages';

/** Reads what the runner tells the suite; empty where there is none. */
export function suiteSetting(key: keyof SuiteSettings): string {
  return vscode.workspace.getConfiguration().get<string>(key, '');
}

/** Sends a message to the runner; gives its answer, undefined where there is no runner. */
export async function send(message: Message): Promise<unknown> {
  const bridge = suiteSetting('e2e.bridge');
  if (bridge === '') return undefined;
  const response = await fetch(bridge, { method: 'POST', body: JSON.stringify(message) });
  return response.json();
}

/** Prints the report's lines one after another: through the runner, or where there is none to the console. */
export class Report {
  #sent: Promise<unknown> = Promise.resolve();

  print(text: string): void {
    if (suiteSetting('e2e.bridge') === '') console.log(text);
    else this.#sent = this.#sent.then(() => send({ kind: 'log', text })).catch(() => console.log(text));
  }

  /** Says that a test is run a second time, and why. */
  retried(title: string, error: Error): void {
    this.print(`  once more: ${title}: ${error.message.split('\n')[0]}`);
  }

  /** Tells the runner the verdict, after the last line. Fails unless tests were run and all of them passed. */
  async close({ passes, failures }: Readonly<Record<'passes' | 'failures', number>>): Promise<void> {
    await this.#sent;
    await send({ kind: 'verdict', passes, failures });
    if (failures > 0) throw new Error(`${failures} tests failed`);
    if (passes === 0) throw new Error('no test was run');
  }
}
