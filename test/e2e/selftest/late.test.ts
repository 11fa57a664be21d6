it('throws when nobody listens any more', done => {
  setTimeout(() => {
    throw new Error('late');
  });
  setTimeout(done, 1000);
});
