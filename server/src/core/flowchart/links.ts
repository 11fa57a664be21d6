import { Char } from './chars';

/** What a link looks like, in Mermaid's terms. */
export interface LinkStyle {
  /** Stroke and arrow: `normal:arrow_point`; `INVALID:INVALID` where the two ends do not fit. */
  readonly kind: string;
  /** 1 to 10; 0 where the two ends do not fit. */
  readonly length: number;
}

const longest = 10;
const invalid: LinkStyle = { kind: 'INVALID:INVALID', length: 0 };
const heads: Readonly<Record<string, string>> = { '>': 'arrow_point', x: 'arrow_cross', o: 'arrow_circle' };

interface LinkEnd {
  readonly stroke: string;
  readonly arrow: string;
  readonly length: number;
}

/** Reads `-->`, `<-.->`, `x==x` and the like, without white space round it. */
export function linkStyle(link: string): LinkStyle {
  if (link === '-->') return { kind: 'normal:arrow_point', length: 1 };
  const { stroke, arrow, length } = linkEnd(link);
  return { kind: `${stroke}:${arrow}`, length: Math.min(length, longest) };
}

/** Reads the two parts of `-- text -->`. */
export function splitLinkStyle(start: string, end: string): LinkStyle {
  const { stroke, arrow, length } = linkEnd(end);
  const head = start[0]!;
  const arrowStart = head === '<' ? 'arrow_point' : (heads[head] ?? 'arrow_open');
  const line = arrowStart === 'arrow_open' ? start : start.slice(1);
  const strokeStart = line.includes('.') ? 'dotted' : line.includes('=') ? 'thick' : 'normal';
  if (strokeStart !== stroke) return invalid;
  if (arrowStart === 'arrow_open') return { kind: `${stroke}:${arrow}`, length: Math.min(length, longest) };
  if (arrowStart !== arrow) return invalid;
  return { kind: `${stroke}:double_${arrow}`, length: Math.min(length, longest) };
}

function linkEnd(link: string): LinkEnd {
  const last = link.at(-1)!;
  let line = link.slice(0, -1);
  let arrow = heads[last] ?? 'arrow_open';
  const head = last === '>' ? '<' : last;
  if (arrow !== 'arrow_open' && link.startsWith(head)) {
    arrow = `double_${arrow}`;
    line = line.slice(1);
  }
  let dots = 0;
  for (let i = 0; i < line.length; i++) if (line.charCodeAt(i) === Char.Dot) dots++;
  if (dots > 0) return { stroke: 'dotted', arrow, length: dots };
  const stroke = line.startsWith('=') ? 'thick' : line.startsWith('~') ? 'invisible' : 'normal';
  return { stroke, arrow, length: line.length - 1 };
}
