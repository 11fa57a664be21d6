import type { Scene } from '../../server/src/core/drawing/scene';
import type { View } from '../src/preview/state';
import { nearestInHeight } from './nearest';
import { follow, isInSight, type Size } from './view';

/**
 * The view in which a new scene seems not to have moved: one box, the selected one or else the technique
 * nearest to the middle of the window, is seen at the same place as in the scene before.
 */
export function anchored(view: View, before: Scene, after: Scene, window: Size, selected: string | undefined): View {
  const staying = new Map(after.nodes.map(({ node, box }) => [node.id, box]));
  const candidates = before.nodes.filter(({ node, box }) => staying.has(node.id) && isInSight(view, box, window));
  const middle = (window.height / 2 - view.y) / view.scale;
  const techniques = candidates.filter(({ column }) => column === 1);
  const nearest = nearestInHeight(techniques.length > 0 ? techniques : candidates, middle);
  const anchor = candidates.find(({ node }) => node.id === selected) ?? nearest;
  return anchor === undefined ? view : follow(view, anchor.box, staying.get(anchor.node.id)!);
}
