/**
 * What the reader must make of small flowcharts. `text` follows the line `flowchart LR` unless `whole`
 * is set; problems are marked in it, with their IDs. What is left out is not looked at, but every text
 * is also given to Mermaid, which must agree, and every fix must give a text that both accept.
 */
export interface Case {
  readonly title: string;
  readonly text: string;
  readonly whole?: boolean;
  readonly nodes?: readonly string[];
  readonly edges?: readonly string[];
  readonly subgraphs?: readonly string[];
  /** The text without its problems, where each has a fix. */
  readonly fixed?: string;
}

const links: Case[] = [
  { title: 'arrow', text: 'A --> B', nodes: ['A', 'B'], edges: ['A --> B'] },
  { title: 'open', text: 'A---B', edges: ['A --- B'] },
  { title: 'longer', text: 'A ----> B\nC ------ D', edges: ['A -->×3 B', 'C ---×4 D'] },
  { title: 'at most ten long', text: `A ${'-'.repeat(30)}> B`, edges: ['A -->×10 B'] },
  { title: 'cross and circle', text: 'A --x B\nC --o D', edges: ['A normal:arrow_cross B', 'C normal:arrow_circle D'] },
  {
    title: 'two heads',
    text: 'A <--> B\nA x--x B\nA o--o B\nA <-.-> B\nA <==> B',
    edges: [
      'A normal:double_arrow_point B',
      'A normal:double_arrow_cross B',
      'A normal:double_arrow_circle B',
      'A dotted:double_arrow_point B',
      'A thick:double_arrow_point B',
    ],
  },
  {
    title: 'dotted',
    text: 'A -.-> B\nA -..- B\nA .-> B',
    edges: ['A dotted:arrow_point B', 'A dotted:arrow_open×2 B', 'A dotted:arrow_point B'],
  },
  { title: 'thick', text: 'A ==> B\nA === B', edges: ['A thick:arrow_point B', 'A thick:arrow_open B'] },
  { title: 'invisible', text: 'A ~~~ B\nA ~~~~ B', edges: ['A invisible:arrow_open B', 'A invisible:arrow_open×2 B'] },
  { title: 'piped label', text: 'A -->|x| B\nA-->| y z |B', edges: ['A --> B "x"', 'A --> B "y z"'] },
  {
    title: 'text in the link',
    text: 'A -- x --> B\nA == y ==> B\nA -. z .-> B',
    edges: ['A --> B "x"', 'A thick:arrow_point B "y"', 'A dotted:arrow_point B "z"'],
  },
  {
    title: 'quoted text in the link',
    text: 'A -- "x (y)" --> B\nA -->|"x|y"| B',
    edges: ['A --> B "x (y)"', 'A --> B "x|y"'],
  },
  { title: 'brackets and single dashes in link text', text: 'A -- x (y) - z --> B', edges: ['A --> B "x (y) - z"'] },
  { title: 'IDs of links', text: 'A e1@--> B\nA e2@-- x --> B', edges: ['A -->{e1} B', 'A -->{e2} B "x"'] },
  { title: 'a repeated ID of a link', text: 'A e1@--> B\nA e1@--> C', edges: ['A -->{e1} B', 'A --> C'] },
  {
    title: 'the ID of many links goes to one',
    text: 'A & B e1@--> C & D',
    edges: ['A --> C', 'A --> D', 'B -->{e1} C', 'B --> D'],
  },
  { title: 'chains', text: 'A --> B --> C', edges: ['A --> B', 'B --> C'] },
  { title: 'many to many', text: 'A & B --> C & D', edges: ['A --> C', 'A --> D', 'B --> C', 'B --> D'] },
  {
    title: 'a link at the end of a line goes on',
    text: 'A -->\n  B\n  --> C\n\n  --> D',
    edges: ['A --> B', 'B --> C', 'C --> D'],
  },
  { title: 'twice the same', text: 'A --> B\nA --> B', edges: ['A --> B', 'A --> B'] },
  { title: 'to itself', text: 'A --> A', nodes: ['A'], edges: ['A --> A'] },
  { title: 'semicolons', text: 'A --> B; C --> D;', edges: ['A --> B', 'C --> D'] },
];

const shapes: Case[] = [
  {
    title: 'every pair of brackets',
    text: 'a[x]\nb(x)\nc{x}\nd([x])\ne[[x]]\nf[(x)]\ng((x))\nh(((x)))\ni{{x}}\nj>x]\nk[/x/]\nl[\\x\\]\nm[/x\\]\nn[\\x/]\no(-x-)\np[|f:w|x]',
    nodes: [
      ...[
        'a=x (square)',
        'b=x (round)',
        'c=x (diamond)',
        'd=x (stadium)',
        'e=x (subroutine)',
        'f=x (cylinder)',
        'g=x (circle)',
      ],
      ...[
        'h=x (doublecircle)',
        'i=x (hexagon)',
        'j=x (odd)',
        'k=x (lean_right)',
        'l=x (lean_left)',
        'm=x (trapezoid)',
        'n=x (inv_trapezoid)',
      ],
      ...['o=x (ellipse)', 'p=x (rect)'],
    ],
  },
  { title: 'the last label and shape win', text: 'A[x] --> B\nA(y)\nA', nodes: ['A=y (round)', 'B'] },
  { title: 'trimmed labels', text: 'A[  x y  ]\nB[" x "]', nodes: ['A=x y (square)', 'B=x (square)'] },
  { title: 'blank labels', text: 'A[ ]\nB[" "]', nodes: ['A= (square)', 'B= (square)'] },
  { title: 'quoted labels', text: 'A["x (y) [z] {w} |"]', nodes: ['A=x (y) [z] {w} | (square)'] },
  { title: 'words after a quoted label', text: 'A["x" y]', nodes: ['A=x y (square)'] },
  { title: 'Markdown labels', text: 'A["`x **y**`"]', nodes: ['A=x **y** (square)'] },
  { title: 'labels over lines', text: 'A["x\ny"] --> B[z\nw]', nodes: ['A=x\ny (square)', 'B=z\nw (square)'] },
  {
    title: 'entities stay as they are written',
    text: 'A["#quot;x#quot; #35;"]',
    nodes: ['A=#quot;x#quot; #35; (square)'],
  },
  { title: 'quotes in tags', text: 'A["<a href="x">y</a>"]', nodes: ["A=<a href='x'>y</a> (square)"] },
  {
    title: 'links and keywords in a label',
    text: 'A[a --> b] --> B[end]',
    nodes: ['A=a --> b (square)', 'B=end (square)'],
  },
  {
    title: 'semicolons, hashes and percents in a label',
    text: 'A[a; b # c 100% %% d]',
    nodes: ['A=a; b # c 100% %% d (square)'],
  },
  { title: 'classes', text: 'A:::k --> B[x]:::k', nodes: ['A', 'B=x (square)'] },
  { title: 'attributes', text: 'A@{ shape: cyl, label: "x (y)" }', nodes: ['A=x (y) (cyl)'] },
  { title: 'attributes over lines', text: 'A@{\n  shape: hex\n  label: x\n}', nodes: ['A=x (hex)'] },
  { title: 'a number as a label', text: 'A@{ label: 0x10 }', nodes: ['A=16'] },
  { title: 'a line end in an attribute', text: 'A@{ label: "x\n   y" }', nodes: ['A=x<br/>y'] },
  { title: 'an icon hides the ID', text: 'A@{ icon: "fa:bell" }', nodes: ['A='] },
  { title: 'attributes of a link', text: 'A e1@--> B\ne1@{ animate: true }', nodes: ['A', 'B'] },
  { title: 'attributes before an ampersand', text: 'A@{ label: x } & A[y]', nodes: ['A=x (square)'] },
];

const ids: Case[] = [
  {
    title: 'words of all kinds',
    text: 'T1566.002 --> a-b_c\n1 --> 10x\né --> 技術\nA,B --> v',
    nodes: ['T1566.002', 'a-b_c', '1', '10x', 'é', '技術', 'A,B', 'v'],
  },
  {
    title: 'names of objects',
    text: '__proto__ --> constructor\nhasOwnProperty[x] --> toString',
    nodes: ['__proto__', 'constructor', 'hasOwnProperty=x (square)', 'toString'],
  },
  {
    title: 'keywords in longer words',
    text: 'endA --> graph1\nEnd --> subgraphs\ndefault --> classy',
    nodes: ['endA', 'graph1', 'End', 'subgraphs', 'default', 'classy'],
  },
  { title: 'an ampersand within an ID', text: 'A&B --> C', nodes: ['A&B', 'C'] },
  { title: 'empty quotes are nothing', text: '1""2 --> A', nodes: ['12', 'A'] },
  { title: 'an entity in the ID of a link', text: 'A #35;e1@--> B', edges: ['A -->{#35;e1} B'] },
  { title: 'the name Mermaid gives a link is no node', text: 'A --> B\nL_A_B_0[x]', nodes: ['A', 'B'] },
];

const statements: Case[] = [
  {
    title: 'styles',
    text: 'A\nstyle A fill:#f9f,stroke:#333\nclassDef k fill:red\nclass A k\nA --> B\nlinkStyle 0 stroke:red\nlinkStyle default interpolate basis',
    nodes: ['A', 'B'],
  },
  { title: 'a style makes a node', text: 'style Z fill:red', nodes: ['Z'] },
  { title: 'the last semicolon of a style with a colour', text: 'A\nstyle A fill:#f00;', nodes: ['A'] },
  {
    title: 'clicks',
    text: 'A\nclick A "u"\nclick A "u" "t" _blank\nclick A href "u"\nclick A f "t"\nclick A call f()\nclick A call f(x) "t"',
    nodes: ['A'],
  },
  { title: 'title and description', text: 'accTitle: x [y\naccDescr: z\naccDescr {\n w (\n}\nA', nodes: ['A'] },
  { title: 'comments', text: '%% x --> y\nA\n  %% z\n--> B', edges: ['A --> B'] },
  { title: 'a directive', text: '%%{init: {"theme": "dark"}}%%\nA', nodes: ['A'] },
];
const headers: Case[] = [
  { title: 'front matter', whole: true, text: '---\ntitle: x\n---\nflowchart TD\nA', nodes: ['A'] },
  {
    title: 'indented front matter',
    whole: true,
    text: '  ---\n  title: x\n  ---\n  graph TD;A-->B',
    edges: ['A --> B'],
  },
  { title: 'a comment above the header', whole: true, text: '%% x\n\ngraph >\nA', nodes: ['A'] },
  { title: 'no direction', whole: true, text: 'flowchart\nA', nodes: ['A'] },
  { title: 'the ELK renderer', whole: true, text: 'flowchart-elk LR\nA', nodes: ['A'] },
  { title: 'CRLF', whole: true, text: 'flowchart LR\r\nA --> B\r\n\r\nB --> C\r\n', edges: ['A --> B', 'B --> C'] },
  { title: 'lone CR', whole: true, text: 'flowchart LR\rA --> B\rB --> C\r', edges: ['A --> B', 'B --> C'] },
  { title: 'a BOM', whole: true, text: '\uFEFFflowchart LR\nA --> B', edges: ['A --> B'] },
  { title: 'odd blanks', whole: true, text: 'flowchart\u00a0LR\nA\u3000-->\tB', edges: ['A --> B'] },
];

const subgraphs: Case[] = [
  { title: 'by name', text: 'subgraph s\nA --> B\nend', subgraphs: ['s: A, B'] },
  { title: 'with a title for screen readers', text: 'subgraph s\naccTitle: a#35;\nA\nend', subgraphs: ['s: A, a#35;'] },
  { title: 'with a title', text: 'subgraph s[Some title]\nend', subgraphs: ['s=Some title: '] },
  { title: 'behind quotes with nothing in them', text: 'subgraph""  s\nA\nend', subgraphs: ['s: A'] },
  {
    title: 'with a quoted title',
    text: 'subgraph s["T (x)"]\nA\nend\nsubgraph "U"\nend',
    subgraphs: ['s=T (x): A', 'U: '],
  },
  { title: 'with words only', text: 'subgraph a b\nA\nend', subgraphs: ['subGraph0=a b: A'] },
  { title: 'nested', text: 'subgraph a\nsubgraph b\nA\nend\nB\nend', subgraphs: ['b: A', 'a: B, b'] },
  { title: 'with a direction', text: 'subgraph s\ndirection TB\nA\nend', subgraphs: ['s: A (TB)'] },
  {
    title: 'the first takes the node',
    text: 'subgraph a\nA\nend\nsubgraph b\nA --> B\nend',
    subgraphs: ['a: A', 'b: B'],
  },
  { title: 'the same twice', text: 'subgraph s[T]\nA\nend\nsubgraph s[U]\nB\nend', subgraphs: ['s=T: A, B'] },
  { title: 'that holds itself', text: 'subgraph s\ns --> A\nend', subgraphs: ['s: A'] },
  { title: 'end and go on', text: 'subgraph s\nA\nend B --> C', subgraphs: ['s: A'], edges: ['B --> C'] },
  {
    title: 'direction taken over',
    whole: true,
    text: '%%{init: {"flowchart": {"inheritDir": true}}}%%\nflowchart RL\nsubgraph s\nA\nend',
    subgraphs: ['s: A (RL)'],
  },
];

const brokenLabels: Case[] = [
  {
    title: 'quotes behind a blank',
    text: 'A[ $["]{quote-in-label}x"] --> B',
    nodes: ['A=x (square)', 'B'],
    fixed: 'A["x"] --> B',
  },
  {
    title: 'round brackets',
    text: 'group[X] --> T1037.001[Logon Script $[(]{label-needs-quotes}Windows)]',
    nodes: ['group=X (square)', 'T1037.001=Logon Script (Windows) (square)'],
    edges: ['group --> T1037.001'],
    fixed: 'group[X] --> T1037.001["Logon Script (Windows)"]',
  },
  {
    title: 'two on a line',
    text: 'A[x $[(]{label-needs-quotes}y)] --> B[z (w)] --> C',
    edges: ['A --> B', 'B --> C'],
    nodes: ['A=x (y) (square)', 'B=z (w) (square)', 'C'],
    fixed: 'A["x (y)"] --> B["z (w)"] --> C',
  },
  {
    title: 'the lines round it',
    text: 'A --> B\nC[x $[(]{label-needs-quotes}y)]\nD --> E',
    edges: ['A --> B', 'D --> E'],
    fixed: 'A --> B\nC["x (y)"]\nD --> E',
  },
  {
    title: 'square brackets',
    text: 'A[x $[[]{label-needs-quotes}y] z] --> B',
    nodes: ['A=x [y] z (square)', 'B'],
    fixed: 'A["x [y] z"] --> B',
  },
  {
    title: 'square brackets at the end',
    text: 'A[x$[[]{label-needs-quotes}0]] --> B',
    nodes: ['A=x[0] (square)', 'B'],
    fixed: 'A["x[0]"] --> B',
  },
  {
    title: 'braces',
    text: 'A{x $[{]{label-needs-quotes}y}} --> B',
    nodes: ['A=x {y} (diamond)', 'B'],
    fixed: 'A{"x {y}"} --> B',
  },
  {
    title: 'in round brackets',
    text: 'A(x $[(]{label-needs-quotes}y)) --> B',
    nodes: ['A=x (y) (round)', 'B'],
    fixed: 'A("x (y)") --> B',
  },
  {
    title: 'in a circle',
    text: 'A((x $[(]{label-needs-quotes}y))) --> B',
    nodes: ['A=x (y) (circle)', 'B'],
    fixed: 'A(("x (y)")) --> B',
  },
  {
    title: 'at the start',
    text: 'A[$[(]{label-needs-quotes}x) y] --> B',
    nodes: ['A=(x) y (square)', 'B'],
    fixed: 'A["(x) y"] --> B',
  },
  {
    title: 'at the start and the end',
    text: 'A[$[(]{label-needs-quotes}x) (y)]',
    nodes: ['A=(x) (y) (square)'],
    fixed: 'A["(x) (y)"]',
  },
  {
    title: 'a slash at the start',
    text: 'A[$[/]{label-needs-quotes}path/to] --> B',
    nodes: ['A=/path/to (square)', 'B'],
    fixed: 'A["/path/to"] --> B',
  },
  { title: 'a pipe', text: 'A[x$[|]{label-needs-quotes}y]', nodes: ['A=x|y (square)'], fixed: 'A["x|y"]' },
  { title: 'tildes at the start', text: 'A[$[~]{label-needs-quotes}~~]', nodes: ['A=~~~ (square)'], fixed: 'A["~~~"]' },
  {
    title: 'a backtick at the start',
    text: 'A[`x` $[(]{label-needs-quotes}y)]',
    nodes: ['A=`x` (y) (square)'],
    fixed: 'A["#96;x` (y)"]',
  },
  {
    title: 'quotes inside',
    text: 'A[x $["]{quote-in-label}y"]',
    nodes: ['A=x "y" (square)'],
    fixed: 'A["x #quot;y#quot;"]',
  },
  {
    title: 'quotes in quotes',
    text: 'A["x $["]{quote-in-label}y" z"] --> B',
    nodes: ['A=x "y" z (square)', 'B'],
    fixed: 'A["x #quot;y#quot; z"] --> B',
  },
  {
    title: 'an open quote',
    text: 'A[$["]{quote-in-label}x]\nB --> C',
    nodes: ['A=x (square)', 'B', 'C'],
    fixed: 'A["x"]\nB --> C',
  },
  {
    title: 'an open quote, without a bracket',
    text: 'A$[[]{unclosed-label}"x (y) --> B',
    nodes: ['A=x (y) (square)', 'B'],
    fixed: 'A["x (y)"] --> B',
  },
  {
    title: 'an open quote before the label of a link',
    text: 'A -->|$["]{quote-in-label}x| B',
    edges: ['A --> B "x"'],
    fixed: 'A -->|"x"| B',
  },
  {
    title: 'a quote at the end alone',
    text: 'A[24$["]{quote-in-label}]',
    nodes: ['A=24" (square)'],
    fixed: 'A["24#quot;"]',
  },
  {
    title: 'another bracket behind the quotes',
    text: 'A$[{]{unclosed-label}"x?"] --> B',
    nodes: ['A=x? (diamond)', 'B'],
    edges: ['A --> B'],
    fixed: 'A{"x?"} --> B',
  },
  {
    title: 'one bracket of two behind the quotes',
    text: 'A$[[]{unclosed-label}("x y"] -->|z| B(["w"])',
    nodes: ['A=x y (cylinder)', 'B=w (stadium)'],
    fixed: 'A[("x y")] -->|z| B(["w"])',
  },
  {
    title: 'two brackets for one behind the quotes',
    text: 'A$[[]{unclosed-label}"x"]]:::k & B\nC',
    nodes: ['A=x (square)', 'B', 'C'],
    fixed: 'A["x"]:::k & B\nC',
  },
  {
    title: 'another bracket behind quotes with quotes in them',
    text: 'A$[[]{unclosed-label}"x "y")\nB',
    nodes: ['A="x "y") (square)', 'B'],
    fixed: 'A["#quot;x #quot;y#quot;)"]\nB',
  },
  {
    title: 'another bracket behind the quotes of a title',
    text: 'subgraph s$[[]{unclosed-label}"x")\nA\nend',
    subgraphs: ['s=x: A'],
    fixed: 'subgraph s["x"]\nA\nend',
  },
  {
    title: 'a link in the label',
    text: 'A[x --> y $[(]{label-needs-quotes}z)] --> B',
    nodes: ['A=x --> y (z) (square)', 'B'],
    fixed: 'A["x --> y (z)"] --> B',
  },
  {
    title: 'without an end, before a link',
    text: 'A$[[]{unclosed-label}x --> B',
    nodes: ['A=x (square)', 'B'],
    edges: ['A --> B'],
    fixed: 'A[x] --> B',
  },
  {
    title: 'without an end, at the end',
    text: 'A --> B$[[]{unclosed-label}x y\nC',
    nodes: ['A', 'B=x y (square)', 'C'],
    fixed: 'A --> B[x y]\nC',
  },
  {
    title: 'without an end, with brackets',
    text: 'A$[[]{unclosed-label}x (y\nC',
    nodes: ['A=x (y (square)', 'C'],
    fixed: 'A["x (y"]\nC',
  },
  {
    title: 'a dash at the start, without an end',
    text: 'A$[(]{unclosed-label}-x',
    nodes: ['A=-x (round)'],
    fixed: 'A("-x")',
  },
  {
    title: 'Markdown without an end',
    text: 'A$[[]{unclosed-label}"`x"\nB',
    nodes: ['A=`x (square)', 'B'],
    fixed: 'A["#96;x"]\nB',
  },
  { title: 'empty', text: 'A$[[]]{empty-label} --> B\nC', nodes: ['A= (square)', 'B', 'C'], edges: ['A --> B'] },
  { title: 'empty quotes', text: 'A$[[""]]{empty-label} --> B', edges: ['A --> B'] },
  {
    title: 'of a link',
    text: 'A -->|x $[(]{label-needs-quotes}y)| B',
    edges: ['A --> B "x (y)"'],
    fixed: 'A -->|"x (y)"| B',
  },
  { title: 'of a link, without an end', text: 'A -->$[|]{unclosed-label}x\nB --> C', edges: ['B --> C'] },
  {
    title: 'of a subgraph',
    text: 'subgraph s[x $[(]{label-needs-quotes}y)]\nA\nend',
    subgraphs: ['s=x (y): A'],
    fixed: 'subgraph s["x (y)"]\nA\nend',
  },
  {
    title: 'a blank before the bracket',
    text: 'A$[ ]{blank-before-bracket}[x] --> B',
    nodes: ['A=x (square)', 'B'],
    edges: ['A --> B'],
    fixed: 'A[x] --> B',
  },
  {
    title: 'CRLF',
    whole: true,
    text: 'flowchart LR\r\nA[x $[(]{label-needs-quotes}y)]\r\nB\r\n',
    nodes: ['A=x (y) (square)', 'B'],
    fixed: 'flowchart LR\r\nA["x (y)"]\r\nB\r\n',
  },
];

const brokenLinks: Case[] = [
  {
    title: 'a quote in the text',
    text: 'A -- x$["]{quote-in-label} (y)" --->B',
    edges: ['A -->×2 B "x" (y)""'],
    fixed: 'A -- "x#quot; (y)#quot;" --->B',
  },
  {
    title: 'a quote in the text, and no whole link',
    text: 'A -- x$["]{quote-in-label} y -- B',
    edges: ['A --- B "x" y"'],
  },
  {
    title: 'at the start of a subgraph',
    text: 'subgraph s\n  $[-->]{missing-node} A\n  B\nend',
    nodes: ['B'],
  },
  {
    title: 'a short arrow',
    text: 'A $[->]{bad-link} B\nA$[->]{bad-link}B[x]',
    edges: ['A --> B', 'A --> B'],
    nodes: ['A', 'B=x (square)'],
    fixed: 'A --> B\nA-->B[x]',
  },
  { title: 'a double arrow', text: 'A $[=>]{bad-link} B', edges: ['A thick:arrow_point B'], fixed: 'A ==> B' },
  { title: 'a blank in the arrow', text: 'A $[-- >]{bad-link} B', edges: ['A --> B'], fixed: 'A --> B' },
  {
    title: 'typographic arrows',
    text: 'A $[–>]{bad-link} B\nA $[→]{bad-link} B\nA $[—]{bad-link} B',
    edges: ['A --> B', 'A --> B', 'A --- B'],
  },
  { title: 'an arrow that would take a letter', text: 'x$[–>]{bad-link}A', edges: ['x --> A'], fixed: 'x -->A' },
  { title: 'one head too many', text: 'A -->$[>]{bad-link} B', fixed: 'A --> B' },
  { title: 'an arrow to the left', text: 'A $[<--]{bad-link} B\nC ==> D', edges: ['A --> B', 'C thick:arrow_point D'] },
  { title: 'two dashes', text: 'A $[--]{bad-link} B\nC -- x --> D', edges: ['A --- B', 'C --> D "x"'] },
  { title: 'text that ends in two dashes', text: 'A -- x $[--]{bad-link} B', edges: ['A --- B "x"'] },
  { title: 'nothing after a link', text: 'A --> B\nC $[-->]{missing-node}', edges: ['A --> B'] },
  { title: 'nothing before a link', text: '$[-->]{missing-node} B\nC --> D', edges: ['C --> D'] },
  { title: 'nothing after a label', text: 'A $[-->|x|]{missing-node}\nB', nodes: ['A', 'B'] },
  { title: 'no node between links', text: 'A --> $[-->]{missing-node} B' },
  { title: 'a node without an ID', text: 'A --> $[[]{missing-id}x]\nB', nodes: ['A', 'B'] },
  {
    title: 'no link',
    text: 'A[x] $[B]{missing-link}[y] --> C\nD',
    nodes: ['A=x (square)', 'B=y (square)', 'C', 'D'],
    edges: ['B --> C'],
  },
  { title: 'words are no nodes', text: 'some $[text]{missing-link} here\nA', nodes: ['some', 'A'] },
  { title: 'ampersand without blanks', text: 'A $[&]{ampersand-without-blank}B --> C', fixed: 'A & B --> C' },
  { title: 'ampersand at the end', text: 'A $[&]{missing-node}\nB', nodes: ['A', 'B'] },
];

const brokenWords: Case[] = [
  {
    title: 'end as a target',
    text: 'A --> $[end]{reserved-word}\nB --> C',
    edges: ['A --> end', 'B --> C'],
    fixed: 'A --> End\nB --> C',
  },
  {
    title: 'end before a dot',
    text: '$[end]{reserved-word}.-> A',
    edges: ['end dotted:arrow_point A'],
    fixed: 'End .-> A',
  },
  { title: 'click is no link', text: 'A $[click]{missing-link} --> B' },
  { title: 'end as a source', text: '$[end]{reserved-word} --> A', edges: ['end --> A'], fixed: 'End --> A' },
  {
    title: 'end with a label',
    text: 'A --> $[end]{reserved-word}[x]',
    nodes: ['A', 'end=x (square)'],
    fixed: 'A --> End[x]',
  },
  {
    title: 'other words',
    text: 'A --> $[graph]{reserved-word}\n$[graph]{reserved-word}[x] --> B',
    nodes: ['A', 'graph=x (square)', 'B'],
  },
  { title: 'a stray end', text: 'A\n$[end]{stray-end}\nB', nodes: ['A', 'B'] },
  {
    title: 'end on the line of a statement',
    text: 'subgraph s\nA --> B $[end]{end-in-line}\nC',
    subgraphs: ['s: A, B'],
    fixed: 'subgraph s\nA --> B\nend\nC',
  },
  { title: 'no end', text: '$[subgraph]{missing-end} s\nA --> B', edges: ['A --> B'], subgraphs: ['s: A, B'] },
  { title: 'two without an end', text: '$[subgraph]{missing-end} s\n$[subgraph]{missing-end} t\nA' },
  {
    title: 'a subgraph without a name',
    text: '$[subgraph]{subgraph-without-name}\nA\nend\nB --> C',
    edges: ['B --> C'],
  },
  { title: 'a subgraph with something after its name', text: 'subgraph s$[(x)]{subgraph-name}\nA\nend', nodes: ['A'] },
  {
    title: 'a subgraph of several words with brackets',
    text: 'subgraph x y $[(z)]{subgraph-name} \nA\nend',
    nodes: ['A'],
    fixed: 'subgraph "x y (z)"\nA\nend',
  },
  { title: 'a subgraph of a word with brackets, which may be an ID', text: 'subgraph s $[(x)]{subgraph-name}\nA\nend' },
  {
    title: 'a subgraph of several words with brackets and more',
    text: 'subgraph x y $[(z)]{subgraph-name} %% c\nA\nend',
  },
  {
    title: 'blanks after a title',
    text: 'subgraph s[T]$[ ]{blank-after-title}\nA\nend',
    subgraphs: ['s=T: A'],
    fixed: 'subgraph s[T]\nA\nend',
  },
  { title: 'a misspelt subgraph', text: '$[subgrah]{misspelt-subgraph} s\nA\nend', fixed: 'subgraph s\nA\nend' },
  {
    title: 'a comment behind a statement',
    text: 'A --> B $[%% x]{trailing-comment}\nC',
    edges: ['A --> B'],
    fixed: 'A --> B\n%% x\nC',
  },
  {
    title: 'an indented comment behind a statement',
    whole: true,
    text: 'flowchart LR\r\n  A $[%% x]{trailing-comment}\r\n  C',
    fixed: 'flowchart LR\r\n  A\r\n  %% x\r\n  C',
  },
  { title: 'no class', text: 'A$[:::]{missing-class}\nB', nodes: ['A', 'B'] },
  { title: 'a character no ID may have', text: 'A --> $[=]{bad-character}B\nC', nodes: ['A', 'C'] },
  { title: 'a character of two units', text: '$[🦀]{bad-character} --> B\nC' },
  { title: 'attributes without an end', text: 'A$[@{]{unclosed-attributes} shape: rect\nB --> C', edges: ['B --> C'] },
  {
    title: 'a direction behind attributes without an end',
    text: '$[@{]{unclosed-attributes}direction LR\nA',
    nodes: ['A'],
  },
  { title: 'an unknown shape', text: 'A$[@{ shape: Cyl }]{unknown-shape} --> B', edges: ['A --> B'] },
  { title: 'attributes that are no YAML', text: 'A$[@{ label: a: b }]{bad-attribute} --> B', edges: ['A --> B'] },
  { title: 'the same attribute twice', text: 'A$[@{ label: a, label: b }]{bad-attribute}' },
  { title: 'a broken style', text: 'style A rgb$[(1,2)]{bad-style}\nB --> C', edges: ['B --> C'] },
  { title: 'a list of nodes with blanks', text: 'class A, B $[k]{bad-class}\nC', nodes: ['C'] },
  {
    title: 'a link that is not there',
    text: 'A --> B\nlinkStyle $[5]{link-number} stroke:red\nB --> C',
    edges: ['A --> B', 'B --> C'],
  },
  { title: 'a click without an action', text: 'A\n$[click]{bad-click} A\nA --> B' },
  { title: 'a member Mermaid breaks on', text: '$[subgraph]{subgraph-member} s\nA --> hasOwnProperty\nend' },
];
const brokenHeaders: Case[] = [
  { title: 'nothing', whole: true, text: '' },
  { title: 'no header', whole: true, text: '$[A]{unknown-diagram} --> B' },
  {
    title: 'capitals',
    whole: true,
    text: '$[Flowchart]{unknown-diagram} LR\nA --> B',
    edges: ['A --> B'],
    fixed: 'flowchart LR\nA --> B',
  },
  {
    title: 'a misspelt header',
    whole: true,
    text: '$[flowchat]{unknown-diagram} TD\nA --> B',
    edges: ['A --> B'],
    fixed: 'flowchart TD\nA --> B',
  },
  {
    title: 'a header with two letters in the wrong order',
    whole: true,
    text: '$[grpah]{unknown-diagram} LR\nA --> B',
    edges: ['A --> B'],
    fixed: 'graph LR\nA --> B',
  },
  {
    title: 'a misspelt direction',
    whole: true,
    text: 'flowchart $[lr]{bad-direction}\nA --> B',
    edges: ['A --> B'],
    fixed: 'flowchart LR\nA --> B',
  },
  { title: 'no such direction', whole: true, text: 'flowchart $[XX]{bad-direction}\nA --> B', edges: ['A --> B'] },
  {
    title: 'a statement behind the header',
    whole: true,
    text: 'flowchart LR $[A]{text-after-header} --> B\nC',
    edges: ['A --> B'],
    fixed: 'flowchart LR\nA --> B\nC',
  },
  {
    title: 'a bare comment above the header',
    whole: true,
    text: '$[%%]{bad-header}\nflowchart LR\nA --> B',
    edges: ['A --> B'],
  },
  {
    title: 'front matter too late',
    whole: true,
    text: '\n$[---]{bad-header}\ntitle: x\n---\nflowchart LR\nA --> B',
    edges: ['A --> B'],
  },
  {
    title: 'front matter that is no YAML',
    whole: true,
    text: '---\na: b$[: c]{front-matter}\n---\nflowchart LR\nA --> B',
    edges: ['A --> B'],
  },
  { title: 'a directive without an end', whole: true, text: '$[%%{]{unclosed-directive}init: {\nflowchart LR\nA' },
  {
    title: 'a word of C4',
    whole: true,
    text: 'flowchart LR\nA[$[C4Container]{read-as-c4}]',
    nodes: ['A=C4Container (square)'],
  },
];

const portability: Case[] = [
  {
    title: 'an at sign',
    text: 'group[$[admin@338]{at-sign-needs-quotes}] --> T1087.001[Local Account]',
    fixed: 'group["admin@338"] --> T1087.001[Local Account]',
  },
  { title: 'an at sign in a later word', text: 'A[mail x@y]' },
  {
    title: 'an at sign in the label of a link',
    text: 'A -->|$[x@y]{at-sign-needs-quotes}| B',
    fixed: 'A -->|"x@y"| B',
  },
  {
    title: 'an at sign in a title',
    text: 'subgraph s[$[@x]{at-sign-needs-quotes}]\nend',
    fixed: 'subgraph s["@x"]\nend',
  },
  { title: 'the ID of a link behind a bracket', text: 'A[x]$[e1@]{link-name-needs-blank}--> B' },
  { title: 'two blanks behind a label', text: 'A -->|x|$[  ]{double-blank}B', fixed: 'A -->|x| B' },
  {
    title: 'two blanks in a statement',
    text: 'A\nclass$[  ]{double-blank}A$[  ]{double-blank}x\nclassDef$[  ]{double-blank}x  fill:red',
    fixed: 'A\nclass A x\nclassDef x  fill:red',
  },
  { title: 'blanks behind attributes', text: 'A@{ shape: cyl }$[ ]{blank-after-attributes}; B' },
  {
    title: 'an old renderer',
    whole: true,
    text: '---\nconfig:\n  flowchart:\n    defaultRenderer: $[dagre-d3]{old-renderer}\n---\nflowchart LR\nA',
  },
];

const pitfalls: Case[] = [
  { title: 'a circle', text: 'A---$[o]{circle-end}B', nodes: ['A', 'B'], fixed: 'A--- oB' },
  { title: 'a cross', text: 'dev ---$[x]{cross-end}y', nodes: ['dev', 'y'], fixed: 'dev --- xy' },
  {
    title: 'a dotted circle, where the node is known',
    text: 'ops[x]\nA-.-$[o]{circle-end}ps',
    fixed: 'ops[x]\nA-.- ops',
  },
  {
    title: 'no dotted circle where both nodes are known',
    text: 'ops[x]\nps[y]\nA-.-ops',
    edges: ['A dotted:arrow_circle ps'],
  },
  { title: 'a thick circle', text: 'A===$[o]{circle-end}ps', fixed: 'A=== ops' },
  { title: 'a head that was part of an ID', text: '10$[x]{head-in-id}-->B', nodes: ['10', 'B'], fixed: '10x -->B' },
  { title: 'a head at the start of a line', text: 'A --> B\n$[x]{link-over-lines}--xB', nodes: ['A', 'B'] },
  { title: 'a direction in a label', text: 'A[flow $[direction LR]{direction-in-line}] --> B', nodes: [] },
  { title: 'a direction in a word', text: 're$[direction LR]{direction-in-line}X --> B', nodes: [] },
  { title: 'a direction as a node', whole: true, text: 'flowchart\n$[LR]{direction-as-node}\nA', nodes: ['LR', 'A'] },
  { title: 'a bare comment', text: '$[%%]{comment-as-node}\nA', nodes: ['%%', 'A'] },
  { title: 'a comment in a title', text: 'subgraph s $[%% c]{comment-in-line}\nA\nend' },
  { title: 'no comment in a quoted title', text: 'subgraph "s %% c"\nA\nend' },
  { title: 'a comment in a style', text: 'A\nstyle A fill:red $[%% c]{comment-in-line}' },
  { title: 'a comment in a label', text: 'A["x\n$[%% y]{comment-in-label}\nz"]', nodes: ['A=x\nz (square)'] },
  { title: 'a fence', text: 'A\n$[```]{fence-as-node}\nB' },
  { title: 'a line of tildes', text: 'A\n$[~~~]{tilde-line}\nB', edges: ['A invisible:arrow_open B'] },
  { title: 'a directive without an end', text: 'A\n$[%%{init]{unclosed-directive}: {\nB --> C', nodes: ['A'] },
  { title: 'a description without an end', text: 'A\n$[accDescr]{unclosed-description} {\nB --> C', nodes: ['A'] },
  { title: 'a style of two nodes', text: 'A & B\nstyle $[A,B]{style-list} fill:red', nodes: ['A', 'B', 'A,B'] },
  { title: 'ends that do not fit', text: 'A $[x-- t -->]{mismatched-ends} B', edges: ['A INVALID:INVALID B "t"'] },
  { title: 'a link that is not finished', text: 'A $[-- B]{link-text-over-lines}\nC --> D', edges: ['A --> D "B\nC"'] },
  { title: 'an arrow with a blank', text: 'A $[-- > B]{link-text-over-lines}\nC --> D' },
  { title: 'click as a node', text: '$[click]{click-as-node} --> A' },
  { title: 'a click that takes the next line', text: 'A\n$[click A]{lost-line}\nB' },
  { title: 'a title that takes the next line', text: '$[accTitle]{lost-line}:\nA --> B', nodes: [] },
];

const silent: Case[] = [
  { title: 'links over lines', text: 'A -->\nB\n--> C\nD\n  -->|x| E' },
  { title: 'intended circles and crosses', text: 'A --o B\nA --x B\nA o--o B\nA x--x B\nA--oB\nA---o B\nA-.-oB' },
  { title: 'nodes whose IDs start with o and x', text: 'A --- ops\nA --> xy\nA-->oB\nbox-->B' },
  {
    title: 'a direction in its place',
    text: 'subgraph s\ndirection LR\nA\nend\nsubgraph t\n  direction TB %% c\nB\nend',
  },
  { title: 'directions in other forms', text: 'A[Direction LR] --> B[direction: LR] --> C[directions LR]' },
  { title: 'a link with text over lines', text: 'A -- a long\ntext here --> B' },
  { title: 'a title on the next line', text: 'accTitle:\n  What this is\nA' },
  { title: 'swimlanes', whole: true, text: 'swimlane-beta LR\nA' },
  { title: 'other kinds of diagrams', whole: true, text: 'sequenceDiagram\nA->>B: x' },
];

export const groups: Readonly<Record<string, readonly Case[]>> = {
  links,
  shapes,
  ids,
  statements,
  headers,
  subgraphs,
  'broken labels': brokenLabels,
  'broken links': brokenLinks,
  'broken words': brokenWords,
  'broken headers': brokenHeaders,
  portability,
  pitfalls,
  silent,
};
