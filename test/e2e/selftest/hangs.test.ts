it('never settles', () => new Promise(() => undefined)).timeout(0);
