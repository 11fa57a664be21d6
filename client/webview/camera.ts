import type { Scene } from '../../server/src/core/drawing/scene';
import type { Selection, View } from '../src/preview/state';
import { anchored } from './anchor';
import type { Canvas } from './canvas';
import { reducedMotion } from './theme';
import { bringIntoSight, firstView, fitView, keepInSight, zoomAt, type Rectangle, type Size } from './view';

const animationTime = 170;
/** Above and below two boxes that are brought into sight together. */
const roomAround = 64;

/** Decides which part of the picture is seen. */
export class Camera {
  readonly #canvas: Canvas;
  /** Told of every view that is to be remembered: those on the way to it are not. */
  readonly #onView: (view: View) => void;
  #view: View = { x: 0, y: 0, scale: 1 };
  #window: Size = { width: 0, height: 0 };
  /** False until the reader has moved the picture: until then it is fitted to the window. */
  #isSet = false;
  #animation: number | undefined;

  constructor(canvas: Canvas, onView: (view: View) => void) {
    this.#canvas = canvas;
    this.#onView = onView;
  }

  get view(): View {
    return this.#view;
  }

  /** The window's size, as it was measured last. */
  get window(): Size {
    return this.#window;
  }

  /** The part of the scene that is seen. */
  get sight(): Rectangle {
    const { x, y, scale } = this.#view;
    return { x: -x / scale, y: -y / scale, width: this.#window.width / scale, height: this.#window.height / scale };
  }

  /**
   * Measures the window: at best before a picture is drawn, not after. The browser has to lay out
   * everything to tell a size.
   */
  measure(): void {
    this.#window = { width: this.#canvas.window.clientWidth, height: this.#canvas.window.clientHeight };
  }

  /** Takes up a page: with the view that is remembered of it, or with a first view. */
  open(scene: Scene, remembered: View | null): void {
    this.#stop();
    this.#isSet = remembered !== null;
    this.#place(remembered === null ? firstView(scene, this.window) : keepInSight(remembered, scene, this.window));
  }

  /** A page was drawn anew: what the reader looks at stays where it is. */
  goOn(before: Scene, after: Scene, selected: string | undefined): void {
    if (!this.#isSet) return this.#place(firstView(after, this.window));
    const view = anchored(this.#view, before, after, this.window, selected);
    if (view !== this.#view) this.#settle(keepInSight(view, after, this.window));
  }

  resized(scene: Scene): void {
    this.#place(this.#isSet ? keepInSight(this.#view, scene, this.window) : firstView(scene, this.window));
  }

  /** Moves at once, as a hand does. */
  moveTo(view: View): void {
    const { scene } = this.#canvas;
    this.#stop();
    if (scene === undefined) return;
    this.#settle(keepInSight(view, scene, this.window));
  }

  zoom(factor: number): void {
    const { width, height } = this.window;
    this.#glideTo(zoomAt(this.#view, factor, width / 2, height / 2));
  }

  /** Shows the whole picture. */
  fit(): void {
    const { scene } = this.#canvas;
    if (scene !== undefined) this.#glideTo(fitView(scene, this.window));
  }

  /** Brings a node, or both ends of an edge, into sight; of an edge too long for the window, its technique. */
  bringIntoSight({ kind, key }: Selection): void {
    const { scene } = this.#canvas;
    if (scene === undefined) return;
    const boxOf = (id: string) => scene.layout.boxes.get(id);
    if (kind === 'node') {
      const box = boxOf(key);
      if (box !== undefined) this.#glideTo(bringIntoSight(this.#view, box, this.window));
      return;
    }
    const edge = scene.edges.find(other => other.key === key)?.edge;
    const [from, to] = edge === undefined ? [] : [boxOf(edge.from), boxOf(edge.to)];
    if (edge === undefined || from === undefined || to === undefined) return;
    const both = around(from, to);
    const { width, height } = this.window;
    const fits = both.width * this.#view.scale < width && both.height * this.#view.scale < height - roomAround;
    const startsAtTechnique = scene.nodes.some(({ node }) => node.id === edge.from && node.kind === 'technique');
    this.#glideTo(bringIntoSight(this.#view, fits ? both : startsAtTechnique ? from : to, this.window));
  }

  #glideTo(view: View): void {
    if (view === this.#view || this.#canvas.scene === undefined) return;
    if (reducedMotion() || document.hidden) return this.moveTo(view);
    this.#stop();
    const from = this.#view;
    const started = performance.now();
    const step = (now: number) => {
      const time = Math.min(1, Math.max(0, (now - started) / animationTime));
      if (time === 1) return this.moveTo(view);
      this.#place(between(from, view, 1 - (1 - time) ** 3));
      this.#animation = requestAnimationFrame(step);
    };
    // Where it goes is remembered at once: the tab may be hidden on the way.
    this.#isSet = true;
    this.#onView(view);
    this.#animation = requestAnimationFrame(step);
  }

  #settle(view: View): void {
    this.#isSet = true;
    this.#place(view);
    this.#onView(view);
  }

  #place(view: View): void {
    this.#view = view;
    this.#canvas.place(view);
  }

  #stop(): void {
    if (this.#animation !== undefined) cancelAnimationFrame(this.#animation);
    this.#animation = undefined;
  }
}

function between(from: View, to: View, part: number): View {
  const mix = (a: number, b: number) => a + (b - a) * part;
  return { x: mix(from.x, to.x), y: mix(from.y, to.y), scale: mix(from.scale, to.scale) };
}

/** The rectangle around two. */
function around(a: Rectangle, b: Rectangle): Rectangle {
  const [x, y] = [Math.min(a.x, b.x), Math.min(a.y, b.y)];
  const right = Math.max(a.x + a.width, b.x + b.width);
  const bottom = Math.max(a.y + a.height, b.y + b.height);
  return { x, y, width: right - x, height: bottom - y };
}
