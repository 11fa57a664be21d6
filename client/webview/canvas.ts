import { boundsOf } from '../../server/src/core/drawing/curves';
import type { Scene } from '../../server/src/core/drawing/scene';
import { drawEdge, drawScene, edgeLayer, type Shape } from '../../server/src/core/drawing/shapes';
import type { View } from '../src/preview/state';
import { svg } from './dom';
import type { Lit } from './emphasis';
import { Layer } from './layer';
import { ink } from './theme';
import type { Rectangle } from './view';

/** What stands out of the picture. */
export interface Emphasis {
  /** Lit nodes and edges: all others step back. Undefined when none are. */
  readonly lit: Lit | undefined;
  /** Whether what is not lit steps back a little only: for what stays lit while the reader works. */
  readonly softly: boolean;
  /** What the search found; undefined when there is no search. */
  readonly found: ReadonlySet<string> | undefined;
  /** The selected node, and the one that arrow keys start from. */
  readonly selected: string | undefined;
  readonly current: string | undefined;
}

/** How long after the last move the picture is drawn sharp again, in milliseconds. */
const restTime = 180;
/** From so many edges on a scene is drawn in two steps. */
const manyEdges = 1500;

/** The picture in the page. Knows nothing of pages and messages: it draws scenes and shows parts of them. */
export class Canvas {
  /** The window through which the picture is seen. */
  readonly window: HTMLElement;
  readonly #drawing = svg('svg', { class: 'drawing', role: 'group' });
  readonly #headings: Layer;
  readonly #edges: Layer;
  readonly #litEdges = svg('g', { class: 'lit-edges', fill: 'none', 'stroke-width': 2.2, 'aria-hidden': 'true' });
  readonly #edgeMarks: Layer;
  readonly #nodes: Layer;
  #scene: Scene | undefined;
  #emphasis: Emphasis = { lit: undefined, softly: false, found: undefined, selected: undefined, current: undefined };
  #resting: ReturnType<typeof setTimeout> | undefined;

  constructor(window: HTMLElement) {
    this.window = window;
    const layer = (name: string, attributes: Shape['attributes'] = {}) => {
      const group = svg('g', { ...attributes, class: name, 'aria-hidden': 'true' });
      this.#drawing.append(group);
      return group;
    };
    this.#headings = new Layer(layer('headings'));
    this.#edges = new Layer(layer('edges', edgeLayer));
    this.#drawing.append(this.#litEdges);
    this.#edgeMarks = new Layer(layer('edge-marks'));
    const nodes = svg('g', { class: 'nodes' });
    this.#drawing.append(nodes);
    this.#nodes = new Layer(nodes, (element, id) => {
      element.setAttribute('data-id', id);
      element.setAttribute('role', 'button');
      element.setAttribute('tabindex', '-1');
    });
    window.append(this.#drawing);
  }

  get scene(): Scene | undefined {
    return this.#scene;
  }

  /**
   * Draws a scene; what did not change since the last one is left alone. With `first`, a large scene is
   * drawn in two steps: what lies in that part of it at once, the rest after it has been painted.
   */
  draw(scene: Scene, first?: Rectangle): void {
    this.#scene = scene;
    this.#drawing.setAttribute('width', String(scene.width));
    this.#drawing.setAttribute('height', String(scene.height));
    this.#drawing.setAttribute('aria-label', scene.caption);
    const isPart = first !== undefined && scene.edges.length >= manyEdges;
    afterPaint(() => {
      performance.mark('attackmark.painted');
      if (isPart) this.#complete(scene);
    });
    if (!isPart) return this.#drawAll(scene);
    const nodes = scene.nodes.filter(({ box }) => overlap(box, first));
    const edges = scene.edges.filter(({ curve }) => overlap(boundsOf(curve), first));
    this.#drawAll({ ...scene, nodes, edges });
  }

  /** Forgets its scene: there is nothing to move or to point at until another is drawn. */
  clear(): void {
    this.#scene = undefined;
  }

  /** Draws the rest of a large scene, unless another one has been drawn meanwhile. */
  #complete(scene: Scene): void {
    if (this.#scene !== scene) return;
    this.#drawAll(scene);
    this.emphasize(this.#emphasis);
    performance.mark('attackmark.complete');
  }

  #drawAll(scene: Scene): void {
    const layers = drawScene(scene, ink);
    this.#headings.draw(
      scene.headings.map(({ kind, text, x }, index) => ({
        key: `${kind} ${text} ${x}`,
        shape: layers.headings[index]!,
      })),
    );
    this.#edges.draw(scene.edges.map(({ key }, index) => ({ key, shape: layers.edges[index]! })));
    const marked = scene.edges.filter(({ severity }) => severity !== undefined);
    this.#edgeMarks.draw(marked.map(({ key }, index) => ({ key, shape: layers.edgeMarks[index]! })));
    this.#nodes.draw(scene.nodes.map(({ node }, index) => ({ key: node.id, shape: layers.nodes[index]! })));
    for (const { node, spoken } of scene.nodes) setAttribute(this.node(node.id)!, 'aria-label', spoken);
  }

  /** The element of a node. */
  node(id: string): SVGElement | undefined {
    return this.#nodes.element(id);
  }

  /** The node that an element belongs to. */
  nodeAt(target: EventTarget | null): string | undefined {
    const element = target instanceof Element ? target.closest('.node') : null;
    return element?.getAttribute('data-id') ?? undefined;
  }

  /** Puts the picture where a view says. */
  place({ x, y, scale }: View): void {
    // While it moves, the browser moves what it has painted; at rest it paints anew, sharp at every scale.
    this.#drawing.classList.add('moving');
    clearTimeout(this.#resting);
    this.#resting = setTimeout(() => this.#drawing.classList.remove('moving'), restTime);
    this.#drawing.style.transform = `translate(${x}px, ${y}px) scale(${scale})`;
  }

  /** Shows what stands out. Only the few elements concerned are touched: thousands of edges step back as one layer. */
  emphasize(emphasis: Emphasis): void {
    this.#emphasis = emphasis;
    const { lit, softly, found, selected, current } = emphasis;
    this.#drawing.classList.toggle('has-lit', lit !== undefined);
    this.#drawing.classList.toggle('softly', softly);
    this.#drawing.classList.toggle('has-found', lit === undefined && found !== undefined);
    for (const { node } of this.#scene?.nodes ?? []) {
      const element = this.node(node.id);
      if (element === undefined) continue;
      const { classList } = element;
      const isFound = found?.has(node.id) === true;
      classList.toggle('found', isFound);
      classList.toggle('lit', lit?.nodes.has(node.id) === true);
      classList.toggle('faint', lit === undefined ? found !== undefined && !isFound : !lit.nodes.has(node.id));
      classList.toggle('selected', node.id === selected);
      setAttribute(element, 'aria-pressed', String(node.id === selected));
      setAttribute(element, 'tabindex', node.id === current ? '0' : '-1');
    }
    const edges = lit === undefined ? [] : (this.#scene?.edges.filter(({ key }) => lit.edges.has(key)) ?? []);
    this.#litEdges.replaceChildren(...edges.map(edge => litEdge(drawEdge(edge, ink))));
  }
}

function litEdge({ attributes }: Shape): SVGPathElement {
  return svg('path', { ...attributes, class: `lit ${attributes['class']}` });
}

/** Calls back once what was drawn has been painted: a message that is sent in a frame arrives after its paint. */
function afterPaint(action: () => void): void {
  requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = action;
    port2.postMessage(undefined);
  });
}

function overlap(a: Rectangle, b: Rectangle): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

/** Sets an attribute only where it differs: the browser would look at the element again. */
function setAttribute(element: Element, name: string, value: string): void {
  if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}
