import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import { LineIndex } from '../../server/src/core/text';

describe('lines', () => {
  for (const [name, end] of [
    ['LF', '\n'],
    ['CRLF', '\r\n'],
    ['CR', '\r'],
  ] as const) {
    it(`end where their text does: a position behind it is no place of the next line (${name})`, () => {
      const text = `one${end}${end}three`;
      const lines = new LineIndex(text);
      strictEqual(lines.offsetOf({ line: 0, character: 3 }), 3);
      strictEqual(lines.offsetOf({ line: 0, character: 4 }), 3);
      strictEqual(lines.offsetOf({ line: 0, character: 9999 }), 3);
      strictEqual(lines.offsetOf({ line: 1, character: 9999 }), 3 + end.length);
      strictEqual(lines.offsetOf({ line: 2, character: 9999 }), text.length);
      strictEqual(lines.offsetOf({ line: 9, character: 9 }), text.length);
      for (let offset = 0; offset <= text.length; offset++) {
        const position = lines.positionOf(offset);
        const inLineEnd = position.character > (['one', '', 'three'][position.line] ?? '').length;
        if (!inLineEnd) deepStrictEqual(lines.offsetOf(position), offset);
      }
    });
  }
});
