import { newPage, type PageState, type PreviewState } from '../src/preview/state';
import type { Host } from './host';

/** How many pages are remembered. */
const rememberedPages = 12;

/** What the preview remembers, and keeps remembering while its tab is hidden and over a reload. */
export class Memory {
  readonly #host: Host;
  #state: PreviewState;
  #page: PageState;

  constructor(host: Host) {
    this.#host = host;
    this.#state = host.saved;
    this.#page = this.#recall(this.#state.uri);
  }

  get state(): PreviewState {
    return this.#state;
  }

  /** What is remembered of the page that is shown. */
  get page(): PageState {
    return this.#page;
  }

  /** Turns to a page: what was remembered of it comes back. */
  turnTo(uri: string, locked: boolean): void {
    if (uri !== this.#page.uri) this.#page = this.#recall(uri);
    this.remember({ uri, locked });
  }

  /** Remembers something of the preview, of its page, or of both. */
  remember(state: Partial<PreviewState>, page: Partial<PageState> = {}): void {
    this.#set(state, page);
    this.#host.save(this.#state);
  }

  /** Remembers what changes with every move of a hand. */
  rememberMove(page: Pick<PageState, 'view'> | Pick<PageState, 'panelScroll'>): void {
    this.#set({}, page);
    this.#host.saveSoon(this.#state);
  }

  #set(state: Partial<PreviewState>, page: Partial<PageState>): void {
    this.#page = { ...this.#page, ...page };
    const others = this.#state.pages.filter(({ uri }) => uri !== this.#page.uri);
    this.#state = { ...this.#state, ...state, pages: [this.#page, ...others].slice(0, rememberedPages) };
  }

  #recall(uri: string): PageState {
    return this.#state.pages.find(page => page.uri === uri) ?? newPage(uri);
  }
}
