it('ends its extension host', async () => {
  process.exit(3);
});
