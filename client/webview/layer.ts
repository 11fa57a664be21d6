import type { Shape } from '../../server/src/core/drawing/shapes';
import { fromShape } from './dom';

/** A shape with a name that stays the same from one picture to the next. */
export interface KeyedShape {
  readonly key: string;
  readonly shape: Shape;
}

interface Drawn {
  element: SVGElement;
  /** The shape as it was drawn, but for its place. */
  written: string;
  transform: string | undefined;
}

/**
 * One layer of the picture. What is the same as before stays untouched, what has only moved is moved, and
 * only what has changed is made anew: an edit of one line touches a handful of elements.
 */
export class Layer {
  readonly #group: SVGGElement;
  #drawn = new Map<string, Drawn>();
  readonly #prepare: (element: SVGElement, key: string) => void;

  /** `prepare` is called for every new element. */
  constructor(group: SVGGElement, prepare: (element: SVGElement, key: string) => void = () => undefined) {
    this.#group = group;
    this.#prepare = prepare;
  }

  element(key: string): SVGElement | undefined {
    return this.#drawn.get(key)?.element;
  }

  draw(shapes: readonly KeyedShape[]): void {
    const focused = [...this.#drawn].find(([, { element }]) => element === document.activeElement)?.[0];
    const drawn = new Map<string, Drawn>();
    for (const { key, shape } of shapes) drawn.set(key, this.#drawOne(key, shape));
    for (const [key, { element }] of this.#drawn) if (drawn.get(key)?.element !== element) element.remove();
    this.#drawn = drawn;
    this.#putInOrder();
    if (focused !== undefined) this.element(focused)?.focus({ preventScroll: true });
  }

  #drawOne(key: string, shape: Shape): Drawn {
    const { transform, ...attributes } = shape.attributes;
    const place = transform === undefined ? undefined : String(transform);
    const written = JSON.stringify([attributes, shape.text, shape.children]);
    const before = this.#drawn.get(key);
    if (before?.written === written) {
      if (before.transform !== place && place !== undefined) before.element.setAttribute('transform', place);
      return { element: before.element, written, transform: place };
    }
    const element = fromShape(shape);
    this.#prepare(element, key);
    return { element, written, transform: place };
  }

  /** The order in the document is the order in which a screen reader goes, and who lies on top. */
  #putInOrder(): void {
    let next: ChildNode | null = this.#group.firstChild;
    for (const { element } of this.#drawn.values()) {
      if (element === next) next = next.nextSibling;
      else this.#group.insertBefore(element, next);
    }
  }
}
