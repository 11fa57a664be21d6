import { makeScene, type SceneEdge } from '../../server/src/core/drawing/scene';
import type { GraphEdge, GraphModel } from '../../server/src/core/features/graph';
import type { Position, Range } from '../../server/src/core/text';
import { readToPreview, type PageMessage } from '../src/preview/messages';
import type { PageState, PreviewState, Selection } from '../src/preview/state';
import { Camera } from './camera';
import { Canvas } from './canvas';
import { drawChips } from './chips';
import { atCursor } from './cursor';
import { html, replaceChildren } from './dom';
import { litWith } from './emphasis';
import { copyPng, exported } from './exporting';
import { ExportMenu, type ExportChoice } from './exportMenu';
import { listenToGestures, placeIn } from './gestures';
import type { Host } from './host';
import { Memory } from './memory';
import { moveFrom, moveOf } from './navigate';
import { drawPanel, type PanelHandlers } from './panel';
import { pickEdge } from './picking';
import { searchNodes } from './search';
import { drawFooter, explainNothing } from './surroundings';
import { t } from './texts';
import { Toolbar } from './toolbar';
import { edgeTooltip, nodeTooltip, Tooltip } from './tooltip';
import { isFiltered, visiblePart } from './visible';

/** From this width on there is room for the side list. */
const roomForPanel = 820;
/** Below this width the picture is drawn narrower. */
const narrow = 760;
/** How near to an edge the pointer has to be, in pixels of the screen. */
const reach = 6;
const noticeTime = 4000;

/** The preview's page: holds what is shown, draws it, and answers to the reader and the extension. */
export class App {
  readonly #host: Host;
  readonly #memory: Memory;
  readonly #canvas: Canvas;
  readonly #camera: Camera;
  readonly #toolbar: Toolbar;
  readonly #tooltip = new Tooltip();
  readonly #exportMenu = new ExportMenu(choice => void this.#export(choice));
  // These two take the focus where the button that had it goes.
  readonly #chips = html('div', {
    class: 'chips',
    attributes: { role: 'group', 'aria-label': t('Filters'), tabindex: -1 },
  });
  readonly #panel = html('aside', {
    class: 'panel',
    attributes: { 'aria-label': t('Details and ranking'), tabindex: -1 },
  });
  readonly #footer = html('footer', { class: 'footer' });
  readonly #nothing = html('div', { class: 'nothing' });
  readonly #notice = html('div', { class: 'notice', attributes: { role: 'status' } });
  readonly #panelHandlers: PanelHandlers = {
    select: id => this.#select({ kind: 'node', key: id }),
    hover: id => this.#hover(id === undefined ? undefined : { kind: 'node', key: id }),
    reveal: (range, event) => this.#reveal(range, event, true),
    insert: edge => this.#insert(edge),
  };

  #message: PageMessage | undefined;
  /** The page whose graph was drawn last: one that is shown need not have a graph yet. */
  #drawn: string | undefined;
  /** The part of the model that is shown. */
  #shown: GraphModel | undefined;
  #compact = false;
  #panelScroll = 0;
  #cursor: Position | null = null;
  /** True while the selection is the cursor's: it goes when the cursor does. */
  #selectedByCursor = false;
  #hovered: Selection | undefined;
  /** The node that the arrow keys came from: Alt+Up and Alt+Down go through its neighbours. */
  #cameFrom: string | undefined;
  /** What the search finds, from top to bottom. */
  #found: readonly string[] = [];
  /** Edges that were asked for and are not in the page yet: a second click must not draw them twice. */
  readonly #inserting = new Set<string>();
  #noticeTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(root: HTMLElement, host: Host) {
    this.#host = host;
    this.#memory = new Memory(host);
    this.#canvas = new Canvas(html('div', { class: 'window' }));
    this.#camera = new Camera(this.#canvas, view => {
      this.#memory.rememberMove({ view });
      this.#toolbar.showScale(view.scale);
    });
    this.#toolbar = new Toolbar({
      search: text => this.#search(text),
      step: by => this.#stepThroughFound(by),
      // Another order is a fresh start for the mitigations beside it.
      order: order => this.#change({ order }, { arrangement: [] }),
      missing: missing => this.#change({ missing }),
      zoom: factor => this.#camera.zoom(factor),
      actualSize: () => this.#camera.zoom(1 / this.#camera.view.scale),
      fit: () => this.#camera.fit(),
      exportMenu: button => this.#exportMenu.toggle(button),
      lock: locked => host.post({ type: 'lock', locked }),
      panel: () => {
        this.#memory.remember({ panelOpen: !this.#isPanelOpen });
        this.#refresh();
      },
    });
    root.replaceChildren(
      this.#toolbar.element,
      this.#chips,
      html(
        'main',
        { class: 'main' },
        html('div', { class: 'stage' }, this.#canvas.window, this.#nothing, this.#notice),
        this.#panel,
      ),
      this.#footer,
      this.#tooltip.element,
      this.#exportMenu.element,
    );
    this.#listen();
    this.#refresh();
  }

  /** Reads a message from the extension. */
  receive(data: unknown): void {
    const message = readToPreview(data);
    switch (message?.type) {
      case 'page':
        return this.#showPage(message);
      case 'cursor':
        if (message.uri !== this.#memory.page.uri) return;
        this.#cursor = message.position;
        return this.#followCursor(true);
      case 'notice':
        // An edge that could not be drawn may be tried again.
        this.#inserting.clear();
        return this.#say(message.text);
      case undefined:
        return;
    }
  }

  // Drawing

  get #model(): GraphModel | undefined {
    return this.#message?.model ?? undefined;
  }

  get #isPanelOpen(): boolean {
    return this.#memory.state.panelOpen ?? innerWidth >= roomForPanel;
  }

  #showPage(message: PageMessage): void {
    const isNew = this.#message?.uri !== message.uri;
    if (isNew) {
      this.#cursor = null;
      this.#selectedByCursor = false;
    }
    this.#message = message;
    this.#inserting.clear();
    this.#memory.turnTo(message.uri, message.locked);
    const { panelScroll } = this.#memory.page;
    const isDrawnFirst = message.model !== null && this.#drawn !== message.uri;
    this.#draw();
    if (isDrawnFirst) this.#scrollPanel(panelScroll);
  }

  /** Remembers a choice that changes the picture, and draws it. */
  #change(state: Partial<PreviewState>, page: Partial<PageState> = {}): void {
    this.#memory.remember(state, page);
    this.#draw();
  }

  #draw(): void {
    const started = performance.now();
    const { page, state } = this.#memory;
    const model = this.#model;
    this.#shown = model && visiblePart(model, { filters: page.filters, missing: state.missing });
    // The side list takes its room before the picture is fitted into what is left.
    this.#showPanel();
    this.#hovered = undefined;
    // What it says may be true no more, or of something that is gone.
    this.#tooltip.hide();
    if (this.#shown === undefined) {
      this.#canvas.clear();
      this.#found = [];
    } else {
      this.#camera.measure();
      this.#compact = this.#camera.window.width < narrow;
      const before = this.#canvas.scene;
      const scene = makeScene(this.#shown, {
        order: state.order,
        before: page.arrangement,
        compact: this.#compact,
        translate: t,
      });
      const arrangement = scene.layout.columns.find(({ column }) => column === 2)?.ids ?? [];
      // A filter hides mitigations for a while: what it leaves is no order of all of them.
      if (!isFiltered(page.filters)) this.#memory.remember({}, { arrangement });
      const isNewPage = this.#drawn !== page.uri;
      this.#drawn = page.uri;
      if (isNewPage || before === undefined) {
        this.#camera.open(scene, page.view);
        this.#canvas.draw(scene, this.#camera.sight);
      } else {
        this.#canvas.draw(scene);
        this.#camera.goOn(before, scene, page.selection?.kind === 'node' ? page.selection.key : undefined);
      }
    }
    this.#followCursor(false);
    this.#refresh();
    performance.measure('attackmark.draw', { start: started, end: performance.now() });
  }

  /** Everything around the picture, and what stands out of it. */
  #refresh(): void {
    this.#showPanel();
    this.#emphasize();
    this.#updateToolbar();
    this.#drawAround();
  }

  /** Scrolls the side list; asking it where it stands would have the browser lay out everything first. */
  #scrollPanel(to: number): void {
    if (to === this.#panelScroll) return;
    this.#panelScroll = to;
    this.#panel.scrollTop = to;
    this.#memory.remember({}, { panelScroll: to });
  }

  #showPanel(): void {
    this.#panel.hidden = this.#shown === undefined || this.#shown.nodes.length === 0 || !this.#isPanelOpen;
  }

  #drawAround(): void {
    const { scene } = this.#canvas;
    const model = this.#model;
    const nothing = explainNothing(this.#message, this.#shown);
    this.#nothing.hidden = nothing === undefined;
    replaceChildren(this.#nothing, ...(nothing ?? []));
    const isEmpty = model === undefined || model.nodes.length === 0;
    for (const part of [this.#canvas.window, this.#chips, this.#footer]) part.classList.toggle('blank', isEmpty);
    if (model === undefined || scene === undefined || this.#shown === undefined) return;
    const { filters, selection } = this.#memory.page;
    drawChips(this.#chips, model, filters, changed => this.#change({}, { filters: changed }));
    drawFooter(this.#footer, scene, model);
    const content = { model, scene, shown: this.#shown, selection, filtered: isFiltered(filters) };
    if (!this.#panel.hidden) drawPanel(this.#panel, content, this.#panelHandlers);
  }

  #emphasize(): void {
    const { scene } = this.#canvas;
    if (scene === undefined || this.#shown === undefined) return;
    const { selection, search } = this.#memory.page;
    const target = this.#hovered ?? selection;
    const found = search.trim() === '' ? undefined : searchNodes(this.#shown, search);
    this.#found = scene.nodes.map(({ node }) => node.id).filter(id => found?.has(id) === true);
    const selected = selection?.kind === 'node' ? selection.key : undefined;
    this.#canvas.emphasize({
      lit: target === null ? undefined : litWith(scene, target),
      softly: this.#hovered === undefined,
      found,
      selected,
      current: selected !== undefined && this.#canvas.node(selected) !== undefined ? selected : scene.nodes[0]?.node.id,
    });
  }

  #updateToolbar(): void {
    const { page, state } = this.#memory;
    const at = page.selection?.kind === 'node' ? this.#found.indexOf(page.selection.key) : -1;
    this.#toolbar.update({
      search: page.search,
      found: page.search.trim() === '' ? undefined : { count: this.#found.length, at: at === -1 ? undefined : at + 1 },
      order: state.order,
      missing: {
        shown: state.missing,
        count: this.#model?.edges.filter(({ kind }) => kind === 'missing').length ?? 0,
      },
      scale: this.#camera.view.scale,
      locked: state.locked,
      panelOpen: this.#isPanelOpen,
    });
  }

  #say(text: string): void {
    this.#notice.textContent = text;
    this.#notice.classList.add('shown');
    clearTimeout(this.#noticeTimer);
    this.#noticeTimer = setTimeout(() => this.#notice.classList.remove('shown'), noticeTime);
  }

  // What the reader does

  #listen(): void {
    const { window } = this.#canvas;
    listenToGestures(window, {
      view: () => this.#camera.view,
      move: view => {
        this.#tooltip.hide();
        this.#camera.moveTo(view);
      },
      click: event => this.#click(event, false),
      doubleClick: event => this.#click(event, true),
      hover: event => this.#hoverAt(event),
    });
    window.addEventListener('keydown', event => this.#keyOnNode(event));
    addEventListener('keydown', event => this.#keyAnywhere(event));
    this.#panel.addEventListener('scroll', () => {
      this.#panelScroll = this.#panel.scrollTop;
      this.#memory.rememberMove({ panelScroll: this.#panelScroll });
    });
    new ResizeObserver(() => this.#resized()).observe(window);
  }

  #resized(): void {
    const { scene } = this.#canvas;
    if (scene === undefined) return;
    this.#showPanel();
    this.#camera.measure();
    if (this.#compact !== this.#camera.window.width < narrow) return this.#draw();
    this.#camera.resized(scene);
    this.#toolbar.showScale(this.#camera.view.scale);
  }

  #edgeAt(event: MouseEvent): SceneEdge | undefined {
    const { scene } = this.#canvas;
    if (scene === undefined) return undefined;
    const { x, y } = placeIn(this.#canvas.window, event.clientX, event.clientY);
    const { view } = this.#camera;
    return pickEdge(scene.edges, (x - view.x) / view.scale, (y - view.y) / view.scale, reach / view.scale);
  }

  #hoverAt(event: PointerEvent | undefined): void {
    const { scene } = this.#canvas;
    const model = this.#model;
    if (event === undefined || scene === undefined || model === undefined) {
      this.#tooltip.hide();
      return this.#hover(undefined);
    }
    const id = this.#canvas.nodeAt(event.target);
    const node = scene.nodes.find(other => other.node.id === id);
    const edge = node === undefined ? this.#edgeAt(event) : undefined;
    this.#canvas.window.classList.toggle('on-edge', edge !== undefined);
    if (node !== undefined) {
      this.#hover({ kind: 'node', key: node.node.id });
      this.#tooltip.show(`node ${node.node.id}`, () => nodeTooltip(node, model), event.clientX, event.clientY);
    } else if (edge !== undefined) {
      this.#hover({ kind: 'edge', key: edge.key });
      this.#tooltip.show(`edge ${edge.key}`, () => edgeTooltip(edge, model), event.clientX, event.clientY);
    } else {
      this.#hover(undefined);
      this.#tooltip.hide();
    }
  }

  #hover(target: Selection | undefined): void {
    if (target?.kind === this.#hovered?.kind && target?.key === this.#hovered?.key) return;
    this.#hovered = target;
    this.#emphasize();
  }

  /** A click selects and shows the source line; a double click goes there. */
  #click(event: MouseEvent, focus: boolean): void {
    this.#tooltip.hide();
    const id = this.#canvas.nodeAt(event.target);
    if (id !== undefined) {
      this.#select({ kind: 'node', key: id }, { stay: true });
      const range = this.#sourceOf(id);
      if (range !== undefined) this.#reveal(range, event, focus);
      return;
    }
    const edge = this.#edgeAt(event);
    if (edge === undefined) return this.#select(null);
    if (edge.edge.kind === 'missing') return this.#insert(edge.edge);
    this.#select({ kind: 'edge', key: edge.key }, { stay: true });
    if (edge.edge.range !== null) this.#reveal(edge.edge.range, event, focus);
  }

  #keyOnNode(event: KeyboardEvent): void {
    const { scene } = this.#canvas;
    const id = this.#canvas.nodeAt(event.target);
    if (scene === undefined || id === undefined) return;
    const move = moveOf(event);
    if (move !== undefined) {
      const next = moveFrom(scene, id, move, this.#cameFrom);
      if (next !== undefined) {
        if (move === 'left' || move === 'right') this.#cameFrom = id;
        this.#select({ kind: 'node', key: next });
        this.#canvas.node(next)?.focus({ preventScroll: true });
      }
    } else if (event.key === 'Enter' || event.key === ' ') {
      const range = this.#sourceOf(id);
      this.#select({ kind: 'node', key: id });
      if (range !== undefined) this.#reveal(range, event, event.key === 'Enter');
    } else if (event.key === 'Escape') {
      this.#select(null);
    } else {
      return;
    }
    event.preventDefault();
  }

  #keyAnywhere(event: KeyboardEvent): void {
    const wantsSearch = event.key === 'f' && (event.ctrlKey || event.metaKey);
    const isTyping = event.target instanceof HTMLInputElement && event.target.type === 'search';
    if (!wantsSearch && (isTyping || event.ctrlKey || event.metaKey || event.altKey)) return;
    if (wantsSearch || event.key === '/') this.#toolbar.focusSearch();
    else if (event.key === '+' || event.key === '=') this.#camera.zoom(1.25);
    else if (event.key === '-') this.#camera.zoom(1 / 1.25);
    else if (event.key === '0') this.#camera.fit();
    else return;
    event.preventDefault();
  }

  #search(search: string): void {
    this.#memory.remember({}, { search });
    this.#emphasize();
    this.#updateToolbar();
    const first = this.#found[0];
    if (first !== undefined) this.#camera.bringIntoSight({ kind: 'node', key: first });
  }

  #stepThroughFound(by: 1 | -1): void {
    const count = this.#found.length;
    if (count === 0) return;
    const { selection } = this.#memory.page;
    const at = selection?.kind === 'node' ? this.#found.indexOf(selection.key) : -1;
    const next = at === -1 ? (by === 1 ? 0 : count - 1) : (at + by + count) % count;
    this.#select({ kind: 'node', key: this.#found[next]! });
  }

  #select(selection: Selection | null, how: { readonly stay?: boolean; readonly byCursor?: boolean } = {}): void {
    this.#selectedByCursor = how.byCursor === true;
    const before = this.#memory.page.selection;
    if (before?.kind !== selection?.kind || before?.key !== selection?.key) {
      this.#memory.remember({}, { selection });
      this.#emphasize();
      this.#updateToolbar();
      this.#drawAround();
      this.#scrollPanel(0);
    }
    if (selection !== null && how.stay !== true) this.#camera.bringIntoSight(selection);
  }

  /** Lights what the cursor points at. `moved`: the cursor did, not the page around it. */
  #followCursor(moved: boolean): void {
    const { scene } = this.#canvas;
    const model = this.#model;
    if (this.#cursor === null || model === undefined || scene === undefined) return;
    if (!moved && !this.#selectedByCursor) return;
    // Who moves the cursor looks at the text: a pointer that was left on something counts again when it moves.
    if (moved) this.#hover(undefined);
    const at = atCursor(model, this.#cursor);
    const edge = at?.kind === 'edge' ? scene.edges.find(other => other.edge === model.edges[at.index]) : undefined;
    if (at?.kind === 'node') this.#select({ kind: 'node', key: at.id }, { byCursor: true, stay: !moved });
    else if (edge !== undefined) this.#select({ kind: 'edge', key: edge.key }, { byCursor: true, stay: !moved });
    else if (this.#selectedByCursor) this.#select(null, { byCursor: true });
  }

  /** Where a node stands in the text: in the graph, else in the list. */
  #sourceOf(id: string): Range | undefined {
    const node = this.#model?.nodes.find(other => other.id === id);
    return node?.ranges[0] ?? node?.listRanges[0];
  }

  #reveal(range: Range, event: MouseEvent | KeyboardEvent, focus: boolean): void {
    const toSide = event.ctrlKey || event.metaKey;
    this.#host.post({ type: 'reveal', uri: this.#memory.page.uri, range, toSide, focus });
  }

  #insert({ from, to }: GraphEdge): void {
    const ends = `${from} ${to}`;
    if (this.#inserting.has(ends)) return;
    this.#inserting.add(ends);
    this.#host.post({ type: 'insert', uri: this.#memory.page.uri, from, to });
  }

  async #export({ format, theme, target }: ExportChoice): Promise<void> {
    const { scene } = this.#canvas;
    const model = this.#model;
    if (model === undefined || scene === undefined) return;
    try {
      const data = await exported(format, { model, scene, theme });
      if (typeof data !== 'string' && target === 'clipboard') {
        await copyPng(data);
        return this.#say(t('The picture is on the clipboard.'));
      }
      this.#host.post({ type: 'export', uri: this.#memory.page.uri, format, target, data });
    } catch (error) {
      this.#say(t('The graph could not be exported: {0}', error instanceof Error ? error.message : String(error)));
      this.#host.post({ type: 'failure', text: `Export as ${format}: ${String(error)}` });
    }
  }
}
