import type { Theme } from '../../server/src/core/drawing/palette';
import { exportFormats, type ExportFormat, type ExportMessage } from '../src/preview/messages';
import { html } from './dom';
import { t } from './texts';
import { currentTheme } from './theme';

export interface ExportChoice {
  readonly format: ExportFormat;
  readonly theme: Theme;
  readonly target: ExportMessage['target'];
}

const formatNames: Readonly<Record<ExportFormat, string>> = {
  svg: 'SVG',
  png: 'PNG',
  mermaid: 'Mermaid',
  json: 'JSON',
};

/** The small dialog under the export button. */
export class ExportMenu {
  readonly element = html('div', {
    class: 'export-menu',
    attributes: { role: 'dialog', 'aria-label': t('Export'), hidden: true },
  });
  readonly #onChoice: (choice: ExportChoice) => void;
  #opener: HTMLElement | undefined;

  constructor(onChoice: (choice: ExportChoice) => void) {
    this.#onChoice = onChoice;
    const formats = radios(
      'export-format',
      t('Format'),
      exportFormats.map(format => [format, formatNames[format]]),
    );
    const themes = radios('export-theme', t('Colours'), [
      ['light', t('Light')],
      ['dark', t('Dark')],
    ]);
    formats.addEventListener('change', () => this.#update());
    const choose = (target: ExportMessage['target']) => () => this.#choose(target);
    this.element.append(
      formats,
      themes,
      html(
        'div',
        { class: 'actions' },
        html(
          'button',
          { class: 'primary', key: 'save', onClick: choose('file'), attributes: { type: 'button' } },
          t('Save…'),
        ),
        html(
          'button',
          { class: 'secondary', key: 'copy', onClick: choose('clipboard'), attributes: { type: 'button' } },
          t('Copy'),
        ),
      ),
    );
    this.element.addEventListener('keydown', event => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      this.close();
      this.#opener?.focus();
    });
    const leave = ({ target }: Event) => {
      const isOwn =
        target instanceof Node && (this.element.contains(target) || this.#opener?.contains(target) === true);
      if (!isOwn) this.close();
    };
    addEventListener('pointerdown', leave);
    addEventListener('focusin', leave);
  }

  /** Opens under a button, or closes. */
  toggle(opener: HTMLElement): void {
    this.#opener = opener;
    if (!this.element.hidden) return this.close();
    this.#radio('export-theme', currentTheme()).checked = true;
    if (this.#value('export-format') === undefined) this.#radio('export-format', 'svg').checked = true;
    this.#update();
    this.element.hidden = false;
    opener.setAttribute('aria-expanded', 'true');
    const { right, bottom } = opener.getBoundingClientRect();
    // Where it was opened before would bound its width.
    this.element.style.left = '0';
    this.element.style.left = `${Math.max(4, right - this.element.offsetWidth)}px`;
    this.element.style.top = `${bottom + 4}px`;
    this.element.querySelector<HTMLInputElement>('input:checked')!.focus();
  }

  close(): void {
    this.element.hidden = true;
    this.#opener?.setAttribute('aria-expanded', 'false');
  }

  #choose(target: ExportMessage['target']): void {
    this.close();
    // The button that was pressed is hidden now.
    this.#opener?.focus();
    const format = this.#value('export-format') as ExportFormat;
    this.#onChoice({ format, theme: this.#value('export-theme') === 'dark' ? 'dark' : 'light', target });
  }

  /** Text has no colours. */
  #update(): void {
    const format = this.#value('export-format');
    const isPicture = format === 'svg' || format === 'png';
    for (const theme of ['light', 'dark']) this.#radio('export-theme', theme).disabled = !isPicture;
  }

  #radio(name: string, value: string): HTMLInputElement {
    return this.element.querySelector<HTMLInputElement>(`input[name="${name}"][value="${value}"]`)!;
  }

  #value(name: string): string | undefined {
    return this.element.querySelector<HTMLInputElement>(`input[name="${name}"]:checked`)?.value;
  }
}

function radios(
  name: string,
  legend: string,
  options: readonly (readonly [value: string, text: string])[],
): HTMLElement {
  return html(
    'fieldset',
    {},
    html('legend', {}, legend),
    ...options.map(([value, text]) =>
      html('label', {}, html('input', { attributes: { type: 'radio', name, value } }), html('span', {}, text)),
    ),
  );
}
