it('kills the server', async () => {
  process.kill(process.ppid, 'SIGKILL');
  await new Promise(() => undefined);
}).timeout(0);
