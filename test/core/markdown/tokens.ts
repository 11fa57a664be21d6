import { splitter, type Tokens } from '../../fuzz/tokens';

const MARKS = '<!-- --> ]( ![ \\` \\['.split(' ');
const BLOCKS = '# ## ###### ``` ~~~ ```` ```mermaid --- === *** * - + 1. 2) > >> | <div> </div> <pre>'.split(' ');
const INLINES =
  '` `` <!-- --> <!--> <!---> <b> </b> < > [ ] ( ) ]( [x](y) [x]: ! \\ " \' <http://a.b> & ; _ ** [x][y]'.split(' ');
const BLANKS = [
  ' ',
  '  ',
  '    ',
  '\t',
  '\n',
  '\n\n',
  '\n    ',
  '\n> ',
  '\n- ',
  '\n# ',
  '\n```\n',
  '\r\n',
  '\r',
  '\u00a0',
  '\ufeff',
];

/** Words, blanks, line ends, and runs of one mark. */
export const markdownTokens: Tokens = {
  split: splitter(MARKS, ['`', '~', '#', '-', '=', '*', '_', '>']),
  telling: [...BLOCKS, ...INLINES, ...BLANKS],
};
