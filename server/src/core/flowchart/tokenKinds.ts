import { Token } from './tokens';

/** Tokens that node IDs are made of. */
export function isIdToken(kind: Token): boolean {
  return kind >= Token.Number && kind <= Token.Letter;
}

/** Tokens that the name of a function or a curve is made of. */
export function isCallbackToken(kind: Token): boolean {
  return isIdToken(kind) && kind !== Token.Default;
}

/** Tokens that open the brackets of a node. */
export function isOpening(kind: Token): boolean {
  switch (kind) {
    case Token.SquareStart:
    case Token.RoundStart:
    case Token.DiamondStart:
    case Token.StadiumStart:
    case Token.SubroutineStart:
    case Token.CylinderStart:
    case Token.DoubleCircleStart:
    case Token.EllipseStart:
    case Token.PropertiesStart:
    case Token.OddStart:
    case Token.TrapezoidStart:
    case Token.InverseTrapezoidStart:
      return true;
    default:
      return false;
  }
}

export function canFollowNode(kind: Token): boolean {
  return kind === Token.Link || kind === Token.LinkStart || kind === Token.ClassSeparator || isOpening(kind);
}

/** Words of Mermaid's own that cannot be nodes. */
export function isReserved(kind: Token): boolean {
  switch (kind) {
    case Token.Graph:
    case Token.Style:
    case Token.LinkStyle:
    case Token.ClassDef:
    case Token.Class:
    case Token.Href:
    case Token.LinkTarget:
    case Token.Interpolate:
    case Token.Subgraph:
    case Token.SubgraphEnd:
      return true;
    default:
      return false;
  }
}

/** Tokens that the name of a subgraph is made of. */
export function isTitleToken(kind: Token): boolean {
  switch (kind) {
    case Token.Number:
    case Token.NodeString:
    case Token.Space:
    case Token.Minus:
    case Token.Ampersand:
    case Token.Letter:
    case Token.Colon:
    case Token.Star:
    case Token.Hash:
    case Token.Style:
    case Token.LinkStyle:
    case Token.ClassDef:
    case Token.Class:
    case Token.Click:
    case Token.Graph:
    case Token.Subgraph:
    case Token.SubgraphEnd:
    case Token.Down:
    case Token.Up:
      return true;
    default:
      return false;
  }
}

export function isTitleStart(kind: Token): boolean {
  return kind === Token.QuotedText || kind === Token.MarkdownText || isTitleToken(kind);
}

/** Tokens that styles are made of. */
export function isStyleToken(kind: Token): boolean {
  switch (kind) {
    case Token.Number:
    case Token.NodeString:
    case Token.Colon:
    case Token.Space:
    case Token.Hash:
    case Token.Style:
      return true;
    default:
      return false;
  }
}
