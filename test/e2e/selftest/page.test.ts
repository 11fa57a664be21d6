import { window } from '../suite/window';

it('crashes the page', async () => {
  await window.crash();
  await new Promise(() => undefined);
}).timeout(0);
