// The process of one piece of work: does it on an ordinary page for a while, makes ready for the page that is measured,
// and times a slice of it whenever it is asked to.
import { timeSlice } from './measure';
import { works, type BenchPage, type WorkName } from './work';

/** What the process is told first; every message after that is the length of a slice in seconds. */
export interface Task {
  readonly name: WorkName;
  readonly page: BenchPage;
  /** What the engine sees first: it would take the objects of a large first page for long-lived, and file them so for good. */
  readonly ordinary: BenchPage;
}

/** How long the work is done on the ordinary page, in seconds. */
const ordinarySeconds = 1;

process.once('message', ({ name, page, ordinary }: Task) => {
  const ready = doFirst(name, ordinary).then(() => works[name](page));
  process.on('message', (seconds: number) => {
    void ready.then(async work => process.send!(await timeSlice(work, seconds)));
  });
});

async function doFirst(name: WorkName, page: BenchPage): Promise<void> {
  await timeSlice(await works[name](page), ordinarySeconds);
}
