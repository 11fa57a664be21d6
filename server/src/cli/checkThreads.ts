import { availableParallelism } from 'node:os';
import { setImmediate } from 'node:timers/promises';
import type { MessagePort, Worker } from 'node:worker_threads';
import type { Catalog } from '../core/catalog/catalog';
import { loadCatalog } from '../node/catalogFiles';
import { checkTask, type CheckResult, type CheckSetup, type CheckTask } from './checkTask';

/** From how many files on a second thread takes less time than it takes to start. */
export const leastForThreads = 1000;

/** How many files are handed out at once: some milliseconds' work. */
const chunkSize = 50;
/** How many chunks a worker has at a time, so that it never waits for the next one. */
const chunksAhead = 2;
/** Reading the files is shared too: more threads than this wait for the disk. */
const mostThreads = 8;

/**
 * Checks many files on all cores: this thread takes its share, too. The results come in the order of the
 * tasks, and are the same on any number of threads. `onDone` is told how many files more are done.
 */
export async function checkOnThreads(
  tasks: readonly CheckTask[],
  setup: CheckSetup,
  catalog: Catalog,
  startWorker: (setup: CheckSetup) => Worker,
  onDone: (count: number) => void,
): Promise<readonly CheckResult[]> {
  const results: CheckResult[] = [];
  const left: number[] = [];
  for (let start = 0; start < tasks.length; start += chunkSize) left.push(start);
  left.reverse();
  const chunkAt = (start: number) => tasks.slice(start, start + chunkSize);
  const take = (start: number, chunk: readonly CheckResult[]) => {
    chunk.forEach((result, i) => (results[start + i] = result));
    onDone(chunk.length);
  };
  const checkHere = async () => {
    for (let start = left.pop(); start !== undefined; start = left.pop()) {
      take(
        start,
        chunkAt(start).map(task => checkTask(task, setup, catalog)),
      );
      await setImmediate(); // for what the workers say
    }
  };
  const share = (worker: Worker) =>
    new Promise<void>(resolve => {
      const handed: number[] = [];
      const handOut = () => {
        while (handed.length < chunksAhead) {
          const start = left.pop();
          if (start === undefined) break;
          handed.push(start);
          worker.postMessage(chunkAt(start));
        }
        if (handed.length === 0) resolve();
      };
      worker.on('message', (chunk: readonly CheckResult[]) => {
        take(handed.shift()!, chunk);
        handOut();
      });
      // What a worker fails at is done here, where the failure is reported as that of any other run.
      worker.on('error', () => {
        left.push(...handed);
        resolve();
      });
      handOut();
    });

  const workers = Array.from({ length: Math.min(availableParallelism(), mostThreads) - 1 }, () => startWorker(setup));
  try {
    const shares = workers.map(share);
    await checkHere();
    await Promise.all(shares);
    await checkHere();
    return results;
  } finally {
    await Promise.all(workers.map(worker => worker.terminate()));
  }
}

/** What a worker thread does: it answers each list of tasks with the list of their results. */
export function answerTasks(port: MessagePort, setup: CheckSetup): void {
  const catalog = loadCatalog(setup.catalogFolder);
  port.on('message', (tasks: readonly CheckTask[]) => {
    port.postMessage(tasks.map(task => checkTask(task, setup, catalog)));
  });
}
