/** Where the picture lies in the window, as arithmetic alone; see {@link View}. */
import type { View } from '../src/preview/state';

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Rectangle extends Size {
  readonly x: number;
  readonly y: number;
}

const scaleLimits = { least: 0.04, most: 4 };
/** Below this scale names are hard to read: a first view rather shows a part. */
const readable = 0.62;
const edgeRoom = 8;

/** The whole picture, in the middle; never larger than it was drawn. */
export function fitView(scene: Size, window: Size): View {
  const scale = limit(
    Math.min(1, (window.width - 2 * edgeRoom) / scene.width, (window.height - 2 * edgeRoom) / scene.height),
  );
  return centred(scene, window, scale);
}

/** What a page shows at first: all of it, or its upper part where all of it would be too small to read. */
export function firstView(scene: Size, window: Size): View {
  const whole = fitView(scene, window);
  if (whole.scale >= readable) return whole;
  const scale = limit(Math.max(readable, Math.min(1, (window.width - 2 * edgeRoom) / scene.width)));
  return { scale, x: Math.max(edgeRoom, (window.width - scene.width * scale) / 2), y: edgeRoom };
}

function centred(scene: Size, window: Size, scale: number): View {
  return { scale, x: (window.width - scene.width * scale) / 2, y: (window.height - scene.height * scale) / 2 };
}

/** Zooms by a factor; the point (x, y) of the window stays where it is. */
export function zoomAt(view: View, factor: number, x: number, y: number): View {
  const scale = limit(view.scale * factor);
  const real = scale / view.scale;
  return { scale, x: x - (x - view.x) * real, y: y - (y - view.y) * real };
}

/** Keeps a strip of the picture in the window: it can be moved far, and never be lost. */
export function keepInSight(view: View, scene: Size, window: Size): View {
  const room = 80;
  const within = (at: number, length: number, span: number) => Math.min(span - room, Math.max(room - length, at));
  return {
    scale: view.scale,
    x: within(view.x, scene.width * view.scale, window.width),
    y: within(view.y, scene.height * view.scale, window.height),
  };
}

/** Moves as little as needed for a rectangle of the scene to be seen, with some room around; the same view where it is. */
export function bringIntoSight(view: View, part: Rectangle, window: Size): View {
  const room = 32;
  const shift = (start: number, length: number, span: number) => {
    if (length > span - 2 * room) return room - start;
    if (start < room) return room - start;
    return start + length > span - room ? span - room - length - start : 0;
  };
  const [x, y] = [part.x * view.scale + view.x, part.y * view.scale + view.y];
  // Out of sight by far: the middle of the window shows what is around it. Just outside: a nudge is enough.
  const away = (start: number, length: number, span: number) => start > span || start + length < 0;
  const height = part.height * view.scale;
  const dy = away(y, height, window.height) ? (window.height - height) / 2 - y : shift(y, height, window.height);
  const dx = shift(x, part.width * view.scale, window.width);
  return dx === 0 && dy === 0 ? view : { ...view, x: view.x + dx, y: view.y + dy };
}

/** True when some of a rectangle of the scene can be seen. */
export function isInSight(view: View, part: Rectangle, window: Size): boolean {
  const [x, y] = [part.x * view.scale + view.x, part.y * view.scale + view.y];
  return x < window.width && y < window.height && x + part.width * view.scale > 0 && y + part.height * view.scale > 0;
}

/** The view in which a box that moved from one place to another is still seen at the same place. */
export function follow(view: View, from: Rectangle, to: Rectangle): View {
  if (from.x === to.x && from.y === to.y) return view;
  return { ...view, x: view.x - (to.x - from.x) * view.scale, y: view.y - (to.y - from.y) * view.scale };
}

const limit = (scale: number): number => Math.min(scaleLimits.most, Math.max(scaleLimits.least, scale));
