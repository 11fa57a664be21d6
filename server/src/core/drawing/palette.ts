/** The colours of a picture that stands by itself. The preview takes all but the tactics' from the editor's theme. */
export interface Palette {
  readonly background: string;
  readonly foreground: string;
  readonly muted: string;
  readonly box: string;
  readonly boxBorder: string;
  readonly edge: string;
  readonly error: string;
  readonly warning: string;
  readonly information: string;
  readonly hint: string;
  /** By the numbers of `tacticColour`. */
  readonly tactics: readonly string[];
}

export type Theme = 'light' | 'dark';

/**
 * Once around the circle of hues at one lightness and chroma (OKLCH), neighbours a little lighter and
 * darker in turn: each has a contrast of at least 3 : 1 to its theme's background.
 */
const lightTactics = [
  '#336abb',
  '#0a87bc',
  '#04798b',
  '#0b908b',
  '#0e7f60',
  '#3c9245',
  '#5e7706',
  '#8e7e0b',
  '#8e6308',
  '#ba6310',
  '#ae4632',
  '#c15469',
  '#a3447a',
  '#a65caa',
  '#7d54ad',
  '#6b7280',
];
const darkTactics = [
  '#75a9f6',
  '#64c6fd',
  '#15bbd6',
  '#37d4cd',
  '#44c199',
  '#84d089',
  '#99b457',
  '#cdbc55',
  '#d39d40',
  '#f8a468',
  '#eb8974',
  '#fd99a8',
  '#e186b5',
  '#e49ee6',
  '#b894e8',
  '#9ca3af',
];

export const palettes: Readonly<Record<Theme, Palette>> = {
  light: {
    background: '#ffffff',
    foreground: '#24292f',
    muted: '#5f6872',
    box: '#f6f8fa',
    boxBorder: '#c9d1d9',
    edge: '#8c959f',
    error: '#c62828',
    warning: '#a65f00',
    information: '#0969da',
    hint: '#5f6872',
    tactics: lightTactics,
  },
  dark: {
    background: '#1f1f1f',
    foreground: '#d6d6d6',
    muted: '#9a9a9a',
    box: '#282828',
    boxBorder: '#474747',
    edge: '#7d7d7d',
    error: '#f48771',
    warning: '#d7ad5a',
    information: '#6cb6ff',
    hint: '#9a9a9a',
    tactics: darkTactics,
  },
};
