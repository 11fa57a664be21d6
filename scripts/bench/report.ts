import { cpus, loadavg, totalmem } from 'node:os';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const file = join(__dirname, '..', '..', 'docs', 'PERFORMANCE.md');

/** Puts Markdown between the marks of a section of docs/PERFORMANCE.md: `<!-- NAME -->` and `<!-- /NAME -->`. */
export function writeSection(name: string, markdown: string): void {
  const page = readFileSync(file, 'utf8');
  const marks = new RegExp(`(<!-- ${name} -->\n)[^]*(<!-- /${name} -->)`);
  if (!marks.test(page)) throw new Error(`docs/PERFORMANCE.md has no section "${name}".`);
  writeFileSync(
    file,
    page.replace(marks, (_, start: string, end: string) => `${start}\n${markdown.trim()}\n\n${end}`),
  );
}

/** The machine that figures are of, and what else it was doing. */
export function machine(): string {
  const [cpu] = cpus();
  const cores = `${cpus().length} × ${cpu?.model.trim() ?? 'unknown'}`;
  const memory = `${Math.round(totalmem() / 2 ** 30)} GB of memory`;
  return `Measured on ${cores}, ${memory}, ${process.platform}, Node ${process.version}. ${load()}`;
}

/** How many processes waited for a core, where the system tells: more than there are cores make every time longer. */
function load(): string {
  const [last = 0] = loadavg();
  return last === 0 ? '' : `Load in the last minute: ${last.toFixed(1)} on ${cpus().length} cores.`;
}
