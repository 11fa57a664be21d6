import type { Shape } from '../../server/src/core/drawing/shapes';

/** What an element is made of, besides its children. Text is only ever set as text. */
export interface Properties {
  readonly class?: string;
  /** Names the element among its siblings, so that the keyboard's focus survives drawing anew. */
  readonly key?: string;
  readonly onClick?: (event: MouseEvent) => void;
  readonly attributes?: Readonly<Record<string, string | number | boolean | undefined>>;
}

type Child = Node | string | undefined;

/** Makes an HTML element. Strings become text nodes. */
export function html<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  properties: Properties = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  if (properties.class !== undefined) element.className = properties.class;
  if (properties.key !== undefined) element.dataset['key'] = properties.key;
  if (properties.onClick !== undefined) element.addEventListener('click', properties.onClick as EventListener);
  for (const [name, value] of Object.entries(properties.attributes ?? {})) {
    if (value !== undefined && value !== false) element.setAttribute(name, value === true ? '' : String(value));
  }
  for (const child of children) if (child !== undefined) element.append(child);
  return element;
}

const svgNamespace = 'http://www.w3.org/2000/svg';

/** Makes an SVG element by itself. */
export function svg<K extends keyof SVGElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, string | number>> = {},
): SVGElementTagNameMap[K] {
  const element = document.createElementNS(svgNamespace, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  return element;
}

/** Makes the element of a shape, with everything in it. */
export function fromShape({ tag, attributes, text, children }: Shape): SVGElement {
  const element = svg(tag, attributes);
  if (text !== undefined) element.textContent = text;
  for (const child of children ?? []) element.append(fromShape(child));
  return element;
}

/**
 * Gives an element new children. Where the focus was on a child with a key, it goes to the new child with that key,
 * else to the element itself: a keyboard would have to start all over at the top of the page.
 */
export function replaceChildren(parent: Element, ...children: readonly Child[]): void {
  const focused = document.activeElement;
  const key = focused instanceof HTMLElement && parent.contains(focused) ? focused.dataset['key'] : undefined;
  parent.replaceChildren(...children.filter(child => child !== undefined));
  if (key === undefined) return;
  const successor = parent.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`) ?? parent;
  if (successor instanceof HTMLElement) successor.focus({ preventScroll: true });
}
