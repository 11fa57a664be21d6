import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { basename } from 'node:path';
import { Analysis } from '../../server/src/core/analysis/analysis';
import { check } from '../../server/src/core/check';
import { applyEdits } from '../../server/src/core/fixes/edit';
import { fixAll, safeFixFor } from '../../server/src/core/fixes/fixAll';
import { parsePage } from '../../server/src/core/parse/parsePage';
import type { Finding } from '../../server/src/core/rules/rule';
import { shippedCatalog } from '../harness/catalog';
import { cases, realPages, withMaterial } from '../harness/material';
import { describeFinding } from './findings';

/** Real pages, and real pages with one known fault: every safe fix leaves a page without its finding, and nothing new. */
withMaterial('fixes of real pages', function () {
  this.timeout(60_000);
  const catalog = shippedCatalog();
  const jobs = [
    ...cases().map(({ file, text, version, kind }) => ({ file, text, version, name: kind })),
    // Pages of 15.1 under 18.1 have what upgrades bring, and more than one of it.
    ...realPages('enterprise-attack-15.1')
      .filter((_, i) => i % 6 === 0)
      .map(({ file, text }) => ({ file, text, version: '18.1', name: 'under 18.1' })),
    ...realPages('ics-attack-18.1').map(({ file, text }) => ({ file, text, version: '18.1', name: 'as it is' })),
  ];
  const find = (text: string, file: string, version: string) => {
    const analysis = new Analysis(parsePage(text, basename(file)), catalog, { own: { attackVersion: version } });
    return { analysis, findings: check(analysis).filter(({ severity }) => severity !== 'hint') };
  };

  for (const name of new Set(jobs.map(job => job.name))) {
    it(name, () => {
      for (const { file, text, version } of jobs.filter(job => job.name === name)) {
        const { analysis, findings } = find(text, file, version);
        const before = counted(findings);
        const done = new Set<string>();
        for (const finding of findings) {
          const fix = safeFixFor(finding, analysis);
          if (fix === undefined || done.has(describeFinding(finding))) continue;
          done.add(describeFinding(finding));
          const after = counted(find(applyEdits(text, fix.edits), file, version).findings);
          const where = `${file}: ${fix.title}`;
          ok((after.get(describeFinding(finding)) ?? 0) < before.get(describeFinding(finding))!, where);
          deepStrictEqual(
            [...after].filter(([key, count]) => count > (before.get(key) ?? 0)),
            [],
            where,
          );
        }
        const choices = { own: { attackVersion: version } };
        const fixed = fixAll(text, basename(file), catalog, choices).text;
        strictEqual(fixAll(fixed, basename(file), catalog, choices).text, fixed, file);
        const rest = counted(find(fixed, file, version).findings);
        deepStrictEqual(
          [...rest].filter(([key, count]) => count > (before.get(key) ?? 0)),
          [],
          file,
        );
        keepsLines(text, fixed);
      }
    });
  }
});

function counted(findings: readonly Finding[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const finding of findings) counts.set(describeFinding(finding), (counts.get(describeFinding(finding)) ?? 0) + 1);
  return counts;
}

/** Line ends, BOM and final newline are what they were. */
function keepsLines(before: string, after: string): void {
  const ends = (text: string) => [
    text.startsWith('\ufeff'),
    /[\n\r]$/.test(text),
    /\r\n/.test(text),
    /(?<!\r)\n/.test(text),
  ];
  deepStrictEqual(ends(after), ends(before));
}
