import type { FromPreview } from '../src/preview/messages';
import { readState, type PreviewState } from '../src/preview/state';

/** What VS Code gives a webview, once. */
interface WebviewApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): WebviewApi;

/** The way to the extension, and the preview's memory. */
export interface Host {
  post(message: FromPreview): void;
  readonly saved: PreviewState;
  save(state: PreviewState): void;
  /** Saves a little later: for what changes with every move of a hand. */
  saveSoon(state: PreviewState): void;
}

const saveDelay = 120;

export function openHost(): Host {
  const api = acquireVsCodeApi();
  let waiting: PreviewState | undefined;
  const flush = () => {
    if (waiting !== undefined) api.setState(waiting);
    waiting = undefined;
  };
  // A tab that is hidden may never run again.
  addEventListener('pagehide', flush);
  document.addEventListener('visibilitychange', flush);
  return {
    post: message => api.postMessage(message),
    saved: readState(api.getState()),
    save: state => {
      waiting = state;
      flush();
    },
    saveSoon: state => {
      if (waiting === undefined) setTimeout(flush, saveDelay);
      waiting = state;
    },
  };
}
