import type { Analysis } from '../analysis/analysis';
import { parentName } from '../analysis/names';
import type { AttackObject, ObjectType } from '../catalog/catalog';
import { idForm } from '../parse/ids';
import type { Span } from '../text';

/** What is offered at a place. */
export interface Completions {
  /** The text that any of the items replaces: several words as one. */
  readonly replace: Span;
  /** Best first. */
  readonly items: readonly CompletionEntry[];
}

export interface CompletionEntry {
  /** The ATT&CK ID. */
  readonly id: string;
  readonly type: ObjectType;
  /** What the list shows: the name. */
  readonly label: string;
  /** What stands beside it, in grey: ID and parent. */
  readonly detail: string;
  /** What typing is matched with: ID, name and parent. */
  readonly filterText: string;
  readonly newText: string;
}

/** The objects that may be written: the live ones of a type, without the old mitigations that carry techniques' IDs. */
export function live({ snapshot }: Analysis, type: ObjectType): AttackObject[] {
  return snapshot
    .all(type)
    .filter(({ id, state }) => state.kind === 'live' && (type !== 'mitigation' || idForm(id)?.type === 'mitigation'));
}

/** What stands beside an object's name: its ID, and the technique that it belongs to. */
export function detailOf(object: AttackObject, { snapshot }: Analysis): string {
  const parent = parentName(object, snapshot);
  return parent === undefined ? object.id : `${object.id} · ${parent}`;
}
