it('never yields', () => {
  for (;;);
});
