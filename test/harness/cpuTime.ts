/**
 * How long a process's own work takes, in milliseconds of processor time: what else the machine does at the time
 * does not count.
 */
export function cpuTime(work: () => unknown): number {
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}
