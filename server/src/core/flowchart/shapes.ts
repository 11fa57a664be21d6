import { Token } from './tokens';

/** Mermaid's name of the shape that a pair of brackets draws; undefined where the two do not belong together. */
export function bracketShape(opening: Token, closing: Token): string | undefined {
  switch (opening) {
    case Token.SquareStart:
      return closing === Token.SquareEnd ? 'square' : undefined;
    case Token.RoundStart:
      return closing === Token.RoundEnd ? 'round' : undefined;
    case Token.DiamondStart:
      return closing === Token.DiamondEnd ? 'diamond' : undefined;
    case Token.StadiumStart:
      return closing === Token.StadiumEnd ? 'stadium' : undefined;
    case Token.SubroutineStart:
      return closing === Token.SubroutineEnd ? 'subroutine' : undefined;
    case Token.CylinderStart:
      return closing === Token.CylinderEnd ? 'cylinder' : undefined;
    case Token.DoubleCircleStart:
      return closing === Token.DoubleCircleEnd ? 'doublecircle' : undefined;
    case Token.EllipseStart:
      return closing === Token.EllipseEnd ? 'ellipse' : undefined;
    case Token.OddStart:
      return closing === Token.SquareEnd ? 'odd' : undefined;
    case Token.PropertiesStart:
      return closing === Token.SquareEnd ? 'rect' : undefined;
    case Token.TrapezoidStart:
      if (closing === Token.TrapezoidEnd) return 'trapezoid';
      return closing === Token.InverseTrapezoidEnd ? 'lean_right' : undefined;
    case Token.InverseTrapezoidStart:
      if (closing === Token.InverseTrapezoidEnd) return 'inv_trapezoid';
      return closing === Token.TrapezoidEnd ? 'lean_left' : undefined;
    default:
      return undefined;
  }
}

/** True when `@{ shape: … }` may name the shape. */
export function isShapeName(name: string): boolean {
  return shapeNames.has(name);
}

/** The names Mermaid knows; those with capitals or `_` it knows too, and refuses. */
const shapeNames: ReadonlySet<string> = new Set(
  (
    'state choice note composite icon anchor constructor bpmn-start bpmn-intermediate bpmn-boundary bpmn-end ' +
    'bpmn-gateway bpmn-activity bpmn-data bpmn-data-store bpmn-annotation rect proc process rectangle rounded event ' +
    'stadium terminal pill fr-rect subprocess subproc framed-rectangle subroutine cyl db database cylinder datastore ' +
    'data-store folder directory bucket console browser person circle circ bang cloud diam decision diamond question ' +
    'hex hexagon prepare lean-r lean-right in-out lean-l lean-left out-in trap-b priority trapezoid-bottom trapezoid ' +
    'trap-t manual trapezoid-top inv-trapezoid dbl-circ double-circle doublecircle text notch-rect card ' +
    'notched-rectangle lin-rect lined-rectangle lined-process lin-proc shaded-process sm-circ start small-circle ' +
    'fr-circ stop framed-circle fork join hourglass collate brace comment brace-l brace-r braces bolt com-link ' +
    'lightning-bolt doc document delay half-rounded-rectangle h-cyl das horizontal-cylinder lin-cyl disk ' +
    'lined-cylinder curv-trap curved-trapezoid display div-rect div-proc divided-rectangle divided-process tri extract ' +
    'triangle win-pane internal-storage window-pane f-circ junction filled-circle notch-pent loop-limit ' +
    'notched-pentagon flip-tri manual-file flipped-triangle sl-rect manual-input sloped-rectangle docs documents ' +
    'st-doc stacked-document st-rect procs processes stacked-rectangle bow-rect stored-data bow-tie-rectangle ' +
    'cross-circ summary crossed-circle tag-doc tagged-document tag-rect tagged-rectangle tag-proc tagged-process flag ' +
    'paper-tape odd lin-doc lined-document'
  ).split(' '),
);
