import type { Answer } from '../messages';
import { send, suiteSetting } from '../report';
import type { WindowActions } from '../runner/windowActions';

/** True where somebody drives the window: not on the desktop. */
const hasWindow = suiteSetting('e2e.bridge') !== '';

/** A suite of tests that see and touch the window. */
export const describeInWindow = hasWindow ? describe : describe.skip;

/** The runner's actions, performed in the runner. */
export const window: WindowActions = new Proxy({} as WindowActions, {
  get: (_target, name) => (argument: unknown) => act(String(name), argument),
});

async function act(name: string, argument: unknown): Promise<unknown> {
  const answer = (await send({ kind: 'action', name, argument })) as Answer | undefined;
  if (answer === undefined) throw new Error('nobody drives the window');
  if ('error' in answer) throw new Error(`${name} in the window: ${answer.error}`);
  return answer.value;
}
