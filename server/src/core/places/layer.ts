import { visit, type JSONVisitor } from 'jsonc-parser';
import { isWithinStack } from '../json';
import type { Page, Scalar } from '../page';
import { idForm } from '../parse/ids';
import type { IdReference } from './reference';
import { structuredPage } from './structured';

/** How deep what is read stands: `techniques`, one of them, its `techniqueID`. */
const deepest = 3;

/**
 * Reads a layer of ATT&CK Navigator: its `techniqueID`s, its domain and its version of ATT&CK. Undefined for JSON
 * that is none. Broken JSON is read as far as it goes.
 */
export function readLayer(text: string, fileName = ''): Page | undefined {
  // Most JSON is none: this look costs nothing.
  if (!text.includes('"techniqueID"')) return undefined;
  const places: IdReference[] = [];
  let attackVersion: Scalar | undefined;
  let attackDomain: Scalar | undefined;
  let depth = 0;
  const visitor: JSONVisitor = {
    onObjectBegin: () => void depth++,
    onObjectEnd: () => void depth--,
    onArrayBegin: () => void depth++,
    onArrayEnd: () => void depth--,
    onLiteralValue(value, offset, length, _line, _character, pathOf) {
      // A path is as long as its place is deep.
      if (typeof value !== 'string' || depth > deepest) return;
      const path = pathOf();
      const key = path.at(-1);
      // A string that is never closed ends with its line.
      const isClosed = length > 1 && text[offset + length - 1] === '"';
      const span = { start: offset + 1, end: offset + length - (isClosed ? 1 : 0) };
      if (key === 'techniqueID' && path[0] === 'techniques' && path.length === 3) {
        // An escape in an ID would shift its place: nobody writes one.
        if (length !== value.length + 2 || idForm(value) === undefined) return;
        places.push({ id: value, span, around: span, form: 'layer', label: undefined });
      } else if (key === 'domain' && path.length === 1) {
        attackDomain = { value: value.replace(/^mitre-/, ''), span };
      } else if (key === 'attack' && path[0] === 'versions' && path.length === 2) attackVersion = { value, span };
    },
  };
  // What nests too deep is read as far as it goes, too.
  isWithinStack(() => visit(text, visitor));
  return structuredPage('layer', text, fileName, places, { attackVersion, attackDomain });
}
