import { palettes, type Palette, type Theme } from '../../server/src/core/drawing/palette';

/** The inks of the picture in the page: the style sheet takes them from the editor's theme. */
export const ink: Palette = {
  background: 'var(--attack-background)',
  foreground: 'var(--attack-foreground)',
  muted: 'var(--attack-muted)',
  box: 'var(--attack-box)',
  boxBorder: 'var(--attack-box-border)',
  edge: 'var(--attack-edge)',
  error: 'var(--attack-error)',
  warning: 'var(--attack-warning)',
  information: 'var(--attack-information)',
  hint: 'var(--attack-hint)',
  tactics: palettes.light.tactics.map((_, colour) => tacticInk(colour)),
};

/** A tactic's colour in the page. */
export function tacticInk(colour: number): string {
  return `var(--attack-tactic-${colour})`;
}

/** Whether the editor's theme is light or dark. */
export function currentTheme(): Theme {
  const { classList } = document.body;
  return classList.contains('vscode-light') || classList.contains('vscode-high-contrast-light') ? 'light' : 'dark';
}

/** Sets the tactics' colours for the editor's theme, now and whenever it changes. */
export function followTheme(): void {
  const apply = () => {
    palettes[currentTheme()].tactics.forEach((colour, number) => {
      document.documentElement.style.setProperty(`--attack-tactic-${number}`, colour);
    });
  };
  apply();
  new MutationObserver(apply).observe(document.body, { attributeFilter: ['class'] });
}

/** Whether the reader, or the editor, asked for less motion. */
export function reducedMotion(): boolean {
  return (
    matchMedia('(prefers-reduced-motion: reduce)').matches || document.body.classList.contains('vscode-reduce-motion')
  );
}
