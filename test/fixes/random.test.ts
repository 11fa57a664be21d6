import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import * as fc from 'fast-check';
import { Analysis } from '../../server/src/core/analysis/analysis';
import { check } from '../../server/src/core/check';
import { applyEdits } from '../../server/src/core/fixes/edit';
import { fixAll, safeFixFor } from '../../server/src/core/fixes/fixAll';
import { parsePage } from '../../server/src/core/parse/parsePage';
import type { Finding } from '../../server/src/core/rules/rule';
import { shippedCatalog } from '../harness/catalog';
import { describeFinding } from './findings';
import { correctPages, faults, pageStyles, writePage, type PageModel } from './randomPages';

/** Random pages of the shipped catalog, in random styles, with random faults. The seed is fixed: a failure can be run again. */
describe('fixes of random pages', function () {
  this.timeout(60_000);
  const catalog = shippedCatalog();
  const snapshot = catalog.at('enterprise', '18.1');
  const choices = { own: { attackVersion: '18.1', domain: 'enterprise' as const } };
  const analyse = (text: string) => new Analysis(parsePage(text), catalog, choices);
  const findings = (text: string) => check(analyse(text)).filter(({ severity }) => severity !== 'hint');
  const fixed = (text: string) => fixAll(text, '', catalog, choices).text;
  const pages = correctPages(snapshot);
  const picks = fc.nat(1_000_000).map(seed => (length: number) => seed % length);

  it('find nothing to do on right pages', () => {
    fc.assert(
      fc.property(pages, pageStyles, (model, style) => {
        const text = writePage(model, style);
        deepStrictEqual(findings(text).map(describeFinding), []);
        strictEqual(fixed(text), text);
      }),
      { seed: 1, numRuns: 40 },
    );
  });

  for (const [code, fault] of Object.entries(faults)) {
    it(`mend ${code} and leave nothing new`, () => {
      fc.assert(
        fc.property(pages, pageStyles, picks, (model, style, pick) => {
          const wrong = fault(model, pick, snapshot);
          fc.pre(wrong !== undefined);
          const text = writePage(wrong!, style);
          const before = findings(text);
          fc.pre(before.some(finding => finding.code === code));
          eachFix(text, before, true);
          const after = fixed(text);
          deepStrictEqual(findings(after).map(describeFinding), []);
          strictEqual(fixed(after), after);
          keepsTheRest(text, after);
          saysTheSame(after, model);
        }),
        { seed: 2, numRuns: 40 },
      );
    });
  }

  it('mend several faults at once', () => {
    const many = fc.array(fc.tuple(fc.constantFrom(...Object.values(faults)), picks), { minLength: 2, maxLength: 5 });
    fc.assert(
      fc.property(pages, pageStyles, many, (model, style, some) => {
        let wrong: PageModel = model;
        for (const [fault, pick] of some) wrong = fault(wrong, pick, snapshot) ?? wrong;
        const text = writePage(wrong, style);
        const before = findings(text);
        eachFix(text, before, false);
        const after = fixed(text);
        strictEqual(fixed(after), after);
        keepsTheRest(text, after);
        const rest = check(analyse(after));
        // A bad ID hides that its technique is detached, until it is mended.
        const known = new Set([...before.map(({ code }) => code), 'detached-technique']);
        const isNew = ({ code, severity }: Finding) => severity !== 'hint' && !known.has(code);
        deepStrictEqual(rest.filter(isNew).map(describeFinding), []);
        ok(rest.every(finding => safeFixFor(finding, analyse(after)) === undefined));
      }),
      { seed: 3, numRuns: 120 },
    );
  });

  it('close a fence that is open', () => {
    fc.assert(
      fc.property(pages, pageStyles, (model, style) => {
        const text = writePage(model, { ...style, fenceClosed: false });
        const after = fixed(text);
        deepStrictEqual(findings(after).map(describeFinding), []);
        keepsTheRest(text, after);
      }),
      { seed: 4, numRuns: 40 },
    );
  });

  /** Applies each safe fix alone: its finding is gone, and, where the page had one fault, nothing is new. */
  function eachFix(text: string, before: readonly Finding[], isAlone: boolean): void {
    const analysis = analyse(text);
    for (const finding of before) {
      const fix = safeFixFor(finding, analysis);
      if (fix === undefined) continue;
      const after = findings(applyEdits(text, fix.edits));
      const same = (other: Finding) => describeFinding(other) === describeFinding(finding);
      ok(
        after.filter(same).length < before.filter(same).length,
        `${describeFinding(finding)} is still there: ${fix.title}`,
      );
      if (!isAlone) continue;
      const known = new Set(before.map(describeFinding));
      deepStrictEqual(
        after.map(describeFinding).filter(other => !known.has(other)),
        [],
        fix.title,
      );
    }
  }

  /** The mended page draws and lists what the right one does. */
  function saysTheSame(text: string, model: PageModel): void {
    const analysis = analyse(text);
    deepStrictEqual(new Set(analysis.items.map(({ id }) => id)), new Set(model.items.map(({ id }) => id)));
    const ends = ({ from, to }: { from: string; to: string }) => `${from} ${to}`;
    deepStrictEqual(
      analysis.edges.map(({ from, to }) => ends({ from: from.id, to: to.id })).sort(),
      model.edges.map(ends).sort(),
    );
  }
});

/** BOM, line ends, final newline and the author's own lines are what they were. */
function keepsTheRest(before: string, after: string): void {
  strictEqual(after.startsWith('\ufeff'), before.startsWith('\ufeff'));
  strictEqual(/[\n\r]$/.test(after), /[\n\r]$/.test(before));
  if (before.includes('\r\n')) ok(!/(?<!\r)\n/.test(after));
  else ok(!after.includes('\r'));
  for (const own of ['%% our own comment', 'style ours_too fill:#eee', 'About the group.', ' and a note of ours']) {
    strictEqual(after.split(own).length, before.split(own).length, own);
  }
}
