import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import { IgnoreRules } from '../../server/src/core/ignoreRules';

describe('the rules of a .gitignore', () => {
  it('leave files and folders out, and take them in again', () => {
    const rules = new IgnoreRules('# ours\r\ndrafts/\r\n*.txt\n!keep.txt\n', false);
    const paths = ['drafts/', 'x/drafts/a.md', 'drafts', 'a.txt', 'keep.txt', 'a.md'];
    deepStrictEqual(
      paths.map(path => rules.test(path)),
      ['ignored', 'ignored', undefined, 'ignored', 'unignored', undefined],
    );
  });

  it('know upper from lower case where they are told to', () => {
    strictEqual(new IgnoreRules('Drafts/', false).test('drafts/'), undefined);
    strictEqual(new IgnoreRules('Drafts/', true).test('drafts/'), 'ignored');
  });

  it('hang on no rule and no path, and keep to all other rules', () => {
    const hostile = new IgnoreRules(`${'**/a/'.repeat(50)}x\n**/a/**/a/**/x\nold/\n`, false);
    strictEqual(hostile.test(`${'a/'.repeat(60)}y.md`), undefined);
    strictEqual(hostile.test(`${'a/'.repeat(2000)}y.md`), undefined);
    strictEqual(hostile.test('a/old/'), 'ignored');
    strictEqual(hostile.test('a/b/a/x'), 'ignored');
    const many = new IgnoreRules(`${'# of whom\n\n*.log\n'.repeat(2000)}late\n`, false);
    strictEqual(many.test('a.log'), 'ignored');
    strictEqual(many.test('late'), undefined);
  });
});
