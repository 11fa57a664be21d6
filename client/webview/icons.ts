import { svg } from './dom';

const plus = 'M8 3.5v9M3.5 8h9';

/** The icons of buttons: strokes on a field of 16 × 16. */
const icons = {
  search: 'M11 11l3.5 3.5M7 12a5 5 0 1 1 0-10 5 5 0 0 1 0 10z',
  previous: 'M4 10l4-4 4 4',
  next: 'M4 6l4 4 4-4',
  close: 'M4 4l8 8M12 4l-8 8',
  zoomIn: plus,
  zoomOut: 'M3.5 8h9',
  fit: 'M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10',
  export: 'M8 10V2.5M5 5l3-3 3 3M2.5 10v3.5h11V10',
  lock: 'M4 7.5h8v6H4zM5.5 7.5V5a2.5 2.5 0 0 1 5 0v2.5',
  unlock: 'M4 7.5h8v6H4zM5.5 7.5V5a2.5 2.5 0 0 1 4.8-1',
  panel: 'M2 3h12v10H2zM10 3v10',
  missing: 'M1.5 12c2.2 0 3-1 3.7-2.2M7 7.2c.8-1.5 1.6-2.7 3-3.1M12 4h2.5M12 10v4M10 12h4',
  tactic: 'M3 4h.01M6 4h7.5M3 8h.01M6 8h7.5M3 12h.01M6 12h7.5',
  page: 'M4 2h5.5L12 4.5V14H4zM6 7h4M6 9.5h4M6 12h2.5',
  add: plus,
} as const;

export type IconName = keyof typeof icons;

/** Makes an icon. It is decoration: what it stands on says what it does. */
export function icon(name: IconName): SVGSVGElement {
  const element = svg('svg', { viewBox: '0 0 16 16', width: 16, height: 16, class: 'icon', 'aria-hidden': 'true' });
  element.append(
    svg('path', {
      d: icons[name],
      fill: 'none',
      stroke: 'currentColor',
      'stroke-width': name === 'tactic' ? 1.6 : 1.25,
      'stroke-linecap': 'round',
      'stroke-linejoin': 'round',
    }),
  );
  return element;
}
