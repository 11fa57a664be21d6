import type { Column } from './columns';
import type { Box } from './layout';

/** A cubic Bézier curve: start, two control points, end; x and y of each. */
export type Curve = readonly [number, number, number, number, number, number, number, number];

/** What decides an edge's course, besides its boxes. */
export interface Course {
  readonly left: Column;
  readonly right: Column;
  /** 0 for the first edge between two nodes, whichever way; more for each further one, which runs beside it. */
  readonly nth: number;
  /** True for an edge from a node to itself. */
  readonly itself: boolean;
}

/** How far edges with the same ends lie apart. */
const parallel = 5;

/** The curve of an edge: level where it leaves and where it arrives. */
export function edgeCurve(from: Box, to: Box, { left, right, nth, itself }: Course): Curve {
  const shift = Math.ceil(nth / 2) * parallel * (nth % 2 === 0 ? -1 : 1);
  const y0 = from.y + from.height / 2 + shift;
  const y1 = to.y + to.height / 2 + shift;
  if (left === right) {
    // The last column has its free side on the left.
    const outward = left === 2 ? -1 : 1;
    const x0 = left === 2 ? from.x : from.x + from.width;
    const x1 = left === 2 ? to.x : to.x + to.width;
    if (itself) {
      const far = x0 + outward * (32 + shift);
      return [x0, y0 - 7, far, y0 - 12, far, y0 + 12, x0, y0 + 7];
    }
    const bulge = outward * Math.min(90, 34 + Math.abs(y1 - y0) / 8);
    return [x0, y0, x0 + bulge, y0, x1 + bulge, y1, x1, y1];
  }
  const x0 = left < right ? from.x + from.width : from.x;
  const x1 = left < right ? to.x : to.x + to.width;
  const middle = (x0 + x1) / 2;
  return [x0, y0, middle, y0, middle, y1, x1, y1];
}

/** The curve as the data of an SVG path. */
export function pathOf([x0, y0, x1, y1, x2, y2, x3, y3]: Curve): string {
  return `M${x0} ${y0}C${x1} ${y1} ${x2} ${y2} ${x3} ${y3}`;
}

/** The point at `t` (0 to 1) of a curve. */
export function pointAt([x0, y0, x1, y1, x2, y2, x3, y3]: Curve, t: number): [x: number, y: number] {
  const s = 1 - t;
  const [a, b, c, d] = [s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t];
  return [a * x0 + b * x1 + c * x2 + d * x3, a * y0 + b * y1 + c * y2 + d * y3];
}

/** A rectangle in which a curve lies: that of its four points. */
export function boundsOf([x0, y0, x1, y1, x2, y2, x3, y3]: Curve): Box {
  const [x, y] = [Math.min(x0, x1, x2, x3), Math.min(y0, y1, y2, y3)];
  return { x, y, width: Math.max(x0, x1, x2, x3) - x, height: Math.max(y0, y1, y2, y3) - y };
}

/** The head of an arrow at the curve's end: a small triangle. */
export function arrowHead(curve: Curve): string {
  const [, , , , , , x, y] = curve;
  const [beforeX, beforeY] = pointAt(curve, 0.93);
  const angle = Math.atan2(y - beforeY, x - beforeX);
  const corner = (turn: number) => {
    const at = angle + Math.PI + turn;
    return `${round(x + Math.cos(at) * 8)} ${round(y + Math.sin(at) * 8)}`;
  };
  return `M${x} ${y}L${corner(0.42)}L${corner(-0.42)}Z`;
}

const round = (value: number): number => Math.round(value * 100) / 100;
