import type { PreviewState } from '../src/preview/state';
import { html } from './dom';
import { icon, type IconName } from './icons';
import { t } from './texts';

export interface ToolbarHandlers {
  search(text: string): void;
  /** Goes to the next (1) or the previous (-1) node found. */
  step(by: 1 | -1): void;
  order(order: PreviewState['order']): void;
  missing(shown: boolean): void;
  zoom(factor: number): void;
  /** Back to the scale it was drawn at. */
  actualSize(): void;
  fit(): void;
  exportMenu(button: HTMLElement): void;
  lock(locked: boolean): void;
  panel(): void;
}

export interface ToolbarState {
  readonly search: string;
  /** How many nodes the search finds and the number, from 1, of the one it stands on; undefined without a search. */
  readonly found: { readonly count: number; readonly at: number | undefined } | undefined;
  readonly order: PreviewState['order'];
  readonly missing: { readonly shown: boolean; readonly count: number };
  readonly scale: number;
  readonly locked: boolean;
  readonly panelOpen: boolean;
}

/** The bar above the picture. Made once; `update` changes what it says. */
export class Toolbar {
  readonly element: HTMLElement;
  readonly #search: HTMLInputElement;
  readonly #found = html('span', { class: 'found-count', attributes: { 'aria-live': 'polite' } });
  readonly #steps: HTMLElement;
  readonly #orders: Readonly<Record<PreviewState['order'], HTMLButtonElement>>;
  readonly #missing: HTMLButtonElement;
  readonly #scale: HTMLButtonElement;
  readonly #lock: HTMLButtonElement;
  readonly #panel: HTMLButtonElement;
  #state: ToolbarState | undefined;

  constructor(handlers: ToolbarHandlers) {
    this.#search = html('input', {
      class: 'search',
      attributes: {
        type: 'search',
        placeholder: t('Search ID, name or tactic'),
        'aria-label': t('Search'),
        spellcheck: 'false',
      },
    });
    this.#search.addEventListener('input', () => handlers.search(this.#search.value));
    this.#search.addEventListener('keydown', event => {
      if (event.key === 'Enter') handlers.step(event.shiftKey ? -1 : 1);
      else if (event.key === 'Escape' && this.#search.value !== '') handlers.search((this.#search.value = ''));
      else return;
      event.preventDefault();
      event.stopPropagation();
    });
    this.#steps = html(
      'span',
      { class: 'steps' },
      this.#found,
      button('previous', t('Previous match (Shift+Enter)'), () => handlers.step(-1)),
      button('next', t('Next match (Enter)'), () => handlers.step(1)),
    );
    this.#orders = {
      page: button('page', t('Techniques in page order'), () => handlers.order('page'), t('Page')),
      tactic: button('tactic', t('Techniques by tactic'), () => handlers.order('tactic'), t('Tactic')),
    };
    this.#missing = button('missing', '', () => handlers.missing(this.#state?.missing.shown !== true), t('Missing'));
    this.#scale = html('button', {
      class: 'scale',
      onClick: () => handlers.actualSize(),
      attributes: { type: 'button', title: t('Actual size') },
    });
    this.#lock = button('unlock', '', () => handlers.lock(this.#state?.locked !== true));
    this.#panel = button('panel', t('Side list'), () => handlers.panel());
    const exportButton = button(
      'export',
      t('Export or copy the graph'),
      () => handlers.exportMenu(exportButton),
      t('Export'),
    );
    exportButton.setAttribute('aria-haspopup', 'dialog');

    this.element = html(
      'div',
      { class: 'toolbar', attributes: { role: 'toolbar', 'aria-label': t('Graph') } },
      html('div', { class: 'search-box', attributes: { role: 'search' } }, icon('search'), this.#search, this.#steps),
      html(
        'div',
        { class: 'segments', attributes: { role: 'group', 'aria-label': t('Order of techniques') } },
        this.#orders.page,
        this.#orders.tactic,
      ),
      this.#missing,
      html('span', { class: 'space' }),
      html(
        'div',
        { class: 'segments zoom', attributes: { role: 'group', 'aria-label': t('Zoom') } },
        button('zoomOut', t('Zoom out (-)'), () => handlers.zoom(1 / 1.25)),
        this.#scale,
        button('zoomIn', t('Zoom in (+)'), () => handlers.zoom(1.25)),
        button('fit', t('Show the whole graph (0)'), () => handlers.fit()),
      ),
      exportButton,
      this.#lock,
      this.#panel,
    );
  }

  update(state: ToolbarState): void {
    this.#state = state;
    if (this.#search.value !== state.search) this.#search.value = state.search;
    const { found } = state;
    this.#steps.hidden = found === undefined;
    this.#found.textContent =
      found === undefined
        ? ''
        : found.count === 0
          ? t('None')
          : found.at === undefined
            ? String(found.count)
            : `${found.at} / ${found.count}`;
    this.#search.classList.toggle('fails', found?.count === 0);
    for (const order of ['page', 'tactic'] as const) press(this.#orders[order], state.order === order);
    const { shown, count } = state.missing;
    press(this.#missing, shown);
    this.#missing.disabled = count === 0;
    title(
      this.#missing,
      count === 0
        ? t('The page lacks no mitigation that ATT&CK maps')
        : t('Mitigations that ATT&CK maps and the page lacks ({0})', count),
    );
    this.showScale(state.scale);
    press(this.#lock, state.locked);
    title(
      this.#lock,
      state.locked ? t('Locked to this page: follow the editor again') : t('Follows the editor: lock to this page'),
    );
    this.#lock.replaceChildren(icon(state.locked ? 'lock' : 'unlock'));
    press(this.#panel, state.panelOpen);
  }

  /** Says how large the picture is shown. */
  showScale(scale: number): void {
    this.#scale.textContent = `${Math.round(scale * 100)} %`;
  }

  focusSearch(): void {
    this.#search.focus();
    this.#search.select();
  }
}

function button(name: IconName, text: string, onClick: () => void, label?: string): HTMLButtonElement {
  const element = html(
    'button',
    { class: 'tool', onClick, attributes: { type: 'button' } },
    icon(name),
    label === undefined ? undefined : html('span', { class: 'label' }, label),
  );
  if (text !== '') title(element, text);
  return element;
}

function title(element: HTMLElement, text: string): void {
  element.title = text;
  element.setAttribute('aria-label', text);
}

function press(element: HTMLElement, pressed: boolean): void {
  element.setAttribute('aria-pressed', String(pressed));
}
