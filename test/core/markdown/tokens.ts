import { splitter, type Tokens } from '../../fuzz/tokens';

const marks = '<!-- --> ]( ![ \\` \\['.split(' ');
const blocks = '# ## ###### ``` ~~~ ```` ```mermaid --- === *** * - + 1. 2) > >> | <div> </div> <pre>'.split(' ');
const inlines =
  '` `` <!-- --> <!--> <!---> <b> </b> < > [ ] ( ) ]( [x](y) [x]: ! \\ " \' <http://a.b> & ; _ ** [x][y]'.split(' ');
const blanks = [
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
  split: splitter(marks, ['`', '~', '#', '-', '=', '*', '_', '>']),
  telling: [...blocks, ...inlines, ...blanks],
};
