import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { Analysis } from '../../server/src/core/analysis/analysis';
import { check } from '../../server/src/core/check';
import { stixPage } from '../../server/src/core/features/stixPage';
import { applyEdits } from '../../server/src/core/fixes/edit';
import { parsePage } from '../../server/src/core/parse/parsePage';
import { bestVersions } from '../../server/src/core/upgrade/bestVersions';
import type { UpgradeOptions } from '../../server/src/core/upgrade/upgrade';
import { upgradePage } from '../../server/src/core/upgrade/upgradePage';
import { shippedCatalog } from '../harness/catalog';
import { bundle, realPages, withMaterial } from '../harness/material';
import { cpuTime } from '../harness/cpuTime';

withMaterial('real pages', function () {
  this.timeout(60_000);
  const catalog = shippedCatalog();
  const analyse = (text: string, version?: string) =>
    new Analysis(parsePage(text), catalog, version === undefined ? {} : { own: { attackVersion: version } });
  const upgraded = (text: string, to: string, options: UpgradeOptions = {}) => {
    const result = upgradePage(analyse(text), to, options);
    return { ...result, text: applyEdits(text, result.edits) };
  };

  for (const [from, to] of [
    ['12.1', '18.1'],
    ['12.1', '19.0'],
    ['15.1', '18.1'],
    ['15.1', '19.0'],
  ] as const) {
    it(`upgraded from ${from} to ${to} have no finding but labels that Mermaid rejects, and none with these quoted`, () => {
      for (const { file, text } of realPages(`enterprise-attack-${from}`)) {
        for (const quoteLabels of [false, true]) {
          const after = upgraded(text, to, { quoteLabels });
          const found = check(analyse(after.text, to)).filter(({ severity }) => severity !== 'hint');
          deepStrictEqual(
            found.filter(({ code }) => quoteLabels || code !== 'graph-syntax').map(({ message }) => message),
            [],
            file,
          );
          deepStrictEqual(after.left, [], file);
          // Lines that Mermaid rejects are what they were.
          strictEqual(quoteLabels || count(after.text) <= count(text), true, file);
          const stays = (one: string, other: string) => {
            const ids = new Set(analyse(other).items.map(({ id }) => id));
            return analyse(one).items.flatMap(({ id }) => (ids.has(id) ? [id] : []));
          };
          deepStrictEqual(stays(after.text, text), stays(text, after.text), file);
          deepStrictEqual(upgraded(after.text, to, { from: to, quoteLabels }).edits, [], file);
        }
      }
    });
  }

  /** How many lines of the graph Mermaid rejects. */
  function count(text: string): number {
    return check(analyse(text)).filter(({ code }) => code === 'graph-syntax').length;
  }

  for (const from of ['12.1', '15.1']) {
    it(`upgraded from ${from} to 18.1 with ATT&CK’s techniques are those of 18.1`, () => {
      const wanted = new Map(realPages('enterprise-attack-18.1').map(({ file, text }) => [file, text]));
      for (const { file, text } of realPages(`enterprise-attack-${from}`)) {
        const right = wanted.get(file);
        // ATT&CK 18.1 lists no technique for this group.
        if (right === undefined) continue;
        const after = upgraded(text, '18.1', { adoptTechniques: true });
        deepStrictEqual(says(after.text), says(right), file);
      }
    });
  }

  function says(text: string): unknown {
    const analysis = analyse(text, '18.1');
    return {
      techniques: analysis.items.map(({ id }) => id).sort(),
      edges: analysis.edges.map(({ from, to }) => `${from.id} ${to.id}`).sort(),
    };
  }

  for (const [folder, version] of [
    ['enterprise-attack-12.1', '12.1'],
    ['enterprise-attack-15.1', '15.1'],
    ['enterprise-attack-18.1', '18.1'],
    ['mobile-attack-18.1', '18.1'],
    ['ics-attack-12.1', '12.1'],
    ['ics-attack-18.1', '18.1'],
  ] as const) {
    it(`of ${folder} fit ${version}`, () => {
      for (const { file, text } of realPages(folder)) ok(bestVersions(analyse(text)).versions.includes(version), file);
    });
  }

  it('are what a STIX bundle makes, byte for byte', () => {
    for (const [name, folder] of [
      ['full/enterprise-attack-18.1-stix20', 'enterprise-attack-18.1'],
      ['full/mobile-attack-18.1-stix20', 'mobile-attack-18.1'],
      ['full/ics-attack-18.1-stix21', 'ics-attack-18.1'],
    ] as const) {
      const objects = bundle(name);
      for (const { file, text } of realPages(folder))
        deepStrictEqual(stixPage(objects, file.replace('.md', '')), { page: text }, file);
    }
  });

  it('are what a bundle without prose makes, from the list on', () => {
    const objects = bundle('slim/enterprise-attack-15.1');
    const fromList = (text: string) => text.slice(text.indexOf('## Techniques Used By Group'));
    for (const { file, text } of realPages('enterprise-attack-15.1')) {
      const made = stixPage(objects, file.replace('.md', ''));
      strictEqual(made !== undefined && 'page' in made && fromList(made.page), fromList(text), file);
    }
  });

  it('of a whole folder are upgraded in less than two seconds', () => {
    const pages = realPages('enterprise-attack-15.1');
    const time = cpuTime(() => pages.forEach(({ text }) => upgraded(text, '18.1')));
    ok(time < 2000, `${time} ms`);
  });
});
