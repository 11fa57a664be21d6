import assert from 'node:assert/strict';
import { caretLine, openPage, placeCaret, revertPage, seedPage, untilCodes, seedFindings } from './pages';
import { until } from './until';
import { describeInWindow, window } from './window';

describeInWindow('completion', () => {
  afterEach(revertPage);

  const items: readonly (readonly [name: string, typed: string, offered: string, item: string])[] = [
    ['by its name', '* Brute', 'Brute Force', '* [Brute Force](techniques/T1110)'],
    ['by its ID', '* T1110.00', 'Password Guessing', '* [Password Guessing](techniques/T1110/001)'],
    ['by several words', '* Password Gue', 'Password Guessing', '* [Password Guessing](techniques/T1110/001)'],
    ['inside brackets', '* [Brute', 'Brute Force', '* [Brute Force](techniques/T1110)'],
  ];
  for (const [name, typed, offered, item] of items) {
    it(`writes a whole list item ${name}, by keyboard alone`, async () => {
      const editor = await openPage(seedPage);
      await untilCodes(editor.document, seedFindings);
      await placeCaret(editor, '* [Digital Certificates]', ')');
      await window.press({ keys: ['Enter'] });
      await window.type({ text: typed });
      await untilOnTop(offered);
      await window.press({ keys: ['Enter'] });
      const line = await until('the item', () => caretLine(editor).includes('techniques') && caretLine(editor));
      assert.equal(line, item);
    });
  }

  it('draws a mitigation of the technique', async () => {
    const editor = await openPage(seedPage);
    await untilCodes(editor.document, seedFindings);
    await placeCaret(
      editor,
      'T1566.001[Spearphishing Attachment] --> M1049',
      'T1566.001[Spearphishing Attachment] --> M1049[Antivirus/Antimalware]',
    );
    await window.press({ keys: ['Enter'] });
    await window.type({ text: 'T1566.001 --> ' });
    const [first] = await window.suggestions({ withText: 'M1018' });
    assert.match(first ?? '', /M1018|M1047/, 'what is not drawn yet comes first');
    await window.type({ text: 'M1018' });
    await untilOnTop('M1018');
    await window.press({ keys: ['Enter'] });
    const line = await until('the edge', () => caretLine(editor).includes('M1018[') && caretLine(editor));
    assert.equal(line, 'T1566.001 --> M1018[User Account Management]');
  });
});

/** Waits until a suggestion is on top: the list follows what is typed a moment later. */
async function untilOnTop(text: string): Promise<void> {
  await until(`${text} on top`, async () => (await window.suggestions({ withText: text }))[0]?.includes(text));
}
