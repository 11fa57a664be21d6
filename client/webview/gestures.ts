import type { View } from '../src/preview/state';
import { zoomAt } from './view';

/** What a reader does with the picture by pointer and wheel. */
export interface GestureHandlers {
  view(): View;
  /** The reader moved the picture. */
  move(view: View): void;
  /** A press and release at one place. */
  click(event: PointerEvent): void;
  doubleClick(event: MouseEvent): void;
  /** The pointer moves over the picture, or leaves it (undefined). At most once a frame. */
  hover(event: PointerEvent | undefined): void;
}

/** A press that moves less than this is a click. */
const slack = 4;
/** The height of a line, for wheels that count in lines. */
const lineHeight = 18;

/**
 * Drag to move, wheel to scroll, pinch or wheel with Ctrl, Cmd or Alt to zoom; two fingers do what they do
 * everywhere.
 */
export function listenToGestures(window: HTMLElement, handlers: GestureHandlers): void {
  const pointers = new Map<number, PointerEvent>();
  let start: { event: PointerEvent; view: View } | undefined;
  let dragged = false;

  window.addEventListener('pointerdown', event => {
    if (event.button > 1) return;
    pointers.set(event.pointerId, event);
    start = { event, view: handlers.view() };
    dragged = pointers.size > 1;
  });
  window.addEventListener('pointermove', event => {
    const before = pointers.get(event.pointerId);
    if (before === undefined || start === undefined) return hoverSoon(event);
    if (pointers.size === 2) pinch(before, event);
    else drag(event, start);
    pointers.set(event.pointerId, event);
  });
  const end = (event: PointerEvent) => {
    if (!pointers.delete(event.pointerId)) return;
    window.classList.remove('dragging');
    if (event.type === 'pointerup' && !dragged && event.button === 0) handlers.click(event);
    // A finger that stays after a pinch goes on from where it is.
    const [left] = pointers.values();
    start = left && { event: left, view: handlers.view() };
  };
  window.addEventListener('pointerup', end);
  window.addEventListener('pointercancel', end);
  window.addEventListener('pointerleave', () => hoverSoon(undefined));
  window.addEventListener('dblclick', event => handlers.doubleClick(event));

  const drag = (event: PointerEvent, { event: first, view }: { event: PointerEvent; view: View }) => {
    const [dx, dy] = [event.clientX - first.clientX, event.clientY - first.clientY];
    if (!dragged && Math.hypot(dx, dy) < slack) return;
    if (!dragged) {
      dragged = true;
      // From here on the pointer is the picture's, wherever it goes.
      window.setPointerCapture(event.pointerId);
      window.classList.add('dragging');
      hoverSoon(undefined);
    }
    handlers.move({ ...view, x: view.x + dx, y: view.y + dy });
  };

  const pinch = (before: PointerEvent, now: PointerEvent) => {
    const other = [...pointers.values()].find(({ pointerId }) => pointerId !== now.pointerId)!;
    const span = (event: PointerEvent) => Math.hypot(event.clientX - other.clientX, event.clientY - other.clientY);
    const middle = (event: PointerEvent) =>
      placeIn(window, (event.clientX + other.clientX) / 2, (event.clientY + other.clientY) / 2);
    const [from, to] = [middle(before), middle(now)];
    const moved = { ...handlers.view() };
    moved.x += to.x - from.x;
    moved.y += to.y - from.y;
    handlers.move(zoomAt(moved, span(before) === 0 ? 1 : span(now) / span(before), to.x, to.y));
  };

  window.addEventListener(
    'wheel',
    event => {
      event.preventDefault();
      const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? lineHeight : 1;
      const [dx, dy] = [event.deltaX * unit, event.deltaY * unit];
      const view = handlers.view();
      if (event.ctrlKey || event.metaKey || event.altKey) {
        const { x, y } = placeIn(window, event.clientX, event.clientY);
        // Wheels turn by notches of a hundred, fingers by ones: a notch is a fifth, and no turn is a jump.
        const turn = Math.max(-120, Math.min(120, dy)) * (Math.abs(dy) < 40 ? 0.01 : 0.0018);
        handlers.move(zoomAt(view, Math.exp(-turn), x, y));
      } else {
        const [across, down] = event.shiftKey && dx === 0 ? [dy, 0] : [dx, dy];
        handlers.move({ ...view, x: view.x - across, y: view.y - down });
      }
    },
    { passive: false },
  );

  let latest: PointerEvent | undefined;
  let waiting = false;
  const hoverSoon = (event: PointerEvent | undefined) => {
    latest = event;
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      handlers.hover(latest);
    });
  };
}

/** A point of the screen, as a point of an element. */
export function placeIn(element: Element, clientX: number, clientY: number): { x: number; y: number } {
  const { left, top } = element.getBoundingClientRect();
  return { x: clientX - left, y: clientY - top };
}
