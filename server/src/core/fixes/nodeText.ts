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
    const isQuoted = /["']/.test(text[labelSpan.start - 1] ?? '');
    return { span: labelSpan, newText: isQuoted || /^[\w][\w .()/-]*$/.test(label) ? label : `"${label}"` };
  }
  return { span: labelSpan, newText: label.replaceAll('"', '#quot;') };
}

/** A mention's text for another node: the same shape and way of quoting, another ID and label. */
export function likeMention(text: string, model: NodeMention, id: string, label: string): string {
  const edit = labelEdit(text, model, label);
  if (edit === undefined) return `${id}[${quoted(label)}]`;
  return id + text.slice(model.idSpan.end, edit.span.start) + edit.newText + text.slice(edit.span.end, model.span.end);
}
