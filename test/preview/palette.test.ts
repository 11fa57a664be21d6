import assert from 'node:assert/strict';
import { palettes } from '../../server/src/core/drawing/palette';
import { tacticColour, tacticColours } from '../../server/src/core/drawing/tactics';
import { shippedCatalog } from '../harness/catalog';

describe('palette', () => {
  for (const [theme, palette] of Object.entries(palettes)) {
    it(`has enough contrast in the ${theme} theme`, () => {
      // WCAG 2.1: 3 : 1 for what is not text (1.4.11), 4.5 : 1 for text (1.4.3).
      for (const colour of [...palette.tactics, palette.edge]) assertContrast(colour, palette.background, 3);
      for (const colour of [palette.foreground, palette.muted, palette.error, palette.warning, palette.information]) {
        assertContrast(colour, palette.background, 4.5);
        assertContrast(colour, palette.box, 4.5);
      }
    });

    it(`has a colour for every number in the ${theme} theme`, () => {
      assert.equal(palette.tactics.length, tacticColours);
      assert.equal(new Set(palette.tactics).size, tacticColours);
    });
  }

  it('tells the tactics of a matrix apart', () => {
    const catalog = shippedCatalog();
    for (const domain of ['enterprise', 'mobile', 'ics'] as const) {
      const tactics = new Set(
        catalog
          .at(domain, '18.1')
          .all('technique')
          .flatMap(technique => technique.tactics),
      );
      const colours = new Set([...tactics].map(tacticColour));
      assert.equal(colours.size, tactics.size, [...tactics].join());
      assert.ok(!colours.has(tacticColours - 1), 'a tactic of a matrix has no colour of its own');
    }
  });
});

function assertContrast(a: string, b: string, least: number): void {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  const contrast = (high + 0.05) / (low + 0.05);
  assert.ok(contrast >= least, `${a} on ${b}: ${contrast.toFixed(2)}`);
}

function luminance(colour: string): number {
  const [r, g, b] = [1, 3, 5].map(at => {
    const value = parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
