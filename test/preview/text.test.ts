import assert from 'node:assert/strict';
import { fitText, isRightToLeft, oneLine, textWidth } from '../../server/src/core/drawing/text';

describe('text', () => {
  it('is wider the more there is of it', () => {
    assert.ok(textWidth('mm', 13) > textWidth('m', 13));
    assert.ok(textWidth('mm', 13) > textWidth('ii', 13));
    assert.ok(textWidth('漢字', 13) > textWidth('ab', 13));
    assert.equal(textWidth('e\u0301', 13), textWidth('e', 13));
  });

  it('is left alone where it fits', () => {
    assert.equal(fitText('Tool', 100, 13), 'Tool');
  });

  it('is cut to its room', () => {
    const cut = fitText('Disable or Remove Feature or Program', 120, 13);
    assert.match(cut, /^Disable or .*…$/);
    assert.ok(textWidth(cut, 13) <= 120);
  });

  it('is never cut inside a letter', () => {
    const family = '👩‍👩‍👧‍👦';
    const cut = fitText(family.repeat(20), 150, 13);
    assert.equal(cut.replaceAll(family, ''), '…');
  });

  it('is drawn on one line', () => {
    assert.equal(oneLine(' a\n\tb\u0000c \uD83D'), 'a bc \uFFFD');
    assert.equal(oneLine('a\u202Egnp.exe'), 'agnp.exe');
  });

  it('runs from right to left where its first letter does', () => {
    assert.deepEqual(
      ['هجوم', '(1) שלום x', 'SSH هجوم', '日本語', '12…', ''].map(text => isRightToLeft(text)),
      [true, true, false, false, false, false],
    );
  });
});
