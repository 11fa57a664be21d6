import type { NodeMention } from '../flowchart/flowchart';
import { quoted } from '../mermaidText';
import type { Edit } from './edit';

/** A label as it must stand where the mention has its own: quoted, escaped or bare as the author wrote it. */
export function labelEdit(text: string, mention: NodeMention, label: string): Edit | undefined {
  const { labelSpan, labelKind, shapeSpan } = mention;
  if (labelSpan === undefined || labelKind === undefined) return undefined;
  if (labelKind === 'plain') {
    const written = quoted(label);
    return { span: written === label ? labelSpan : (shapeSpan ?? labelSpan), newText: written };
  }
  if (labelKind === 'attribute') {
    const quote = /["']/.exec(text[labelSpan.start - 1] ?? '')?.[0];
    const escaped = label.replaceAll('\\', '\\\\').replaceAll('"', '#quot;');
    if (quote === '"') return { span: labelSpan, newText: escaped };
    if (quote === undefined)
      return { span: labelSpan, newText: /^\w[\w .()/-]*$/.test(label) ? label : `"${escaped}"` };
    // Mermaid knows no other quotes than `"` when it looks for the end of the attributes.
    if (!/['"{}]/.test(label)) return { span: labelSpan, newText: label };
    return { span: { start: labelSpan.start - 1, end: labelSpan.end + 1 }, newText: `"${escaped}"` };
  }
  const newText = label.replaceAll('"', '#quot;');
  return { span: labelSpan, newText: labelKind === 'markdown' ? newText.replaceAll('`', '#96;') : newText };
}

/** A mention's text for another node: the same shape and way of quoting, another ID and label. */
export function likeMention(text: string, model: NodeMention, id: string, label: string): string {
  const edit = labelEdit(text, model, label);
  if (edit === undefined) return `${id}[${quoted(label)}]`;
  return id + text.slice(model.idSpan.end, edit.span.start) + edit.newText + text.slice(edit.span.end, model.span.end);
}
