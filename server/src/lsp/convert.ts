import { DiagnosticSeverity, DiagnosticTag, type Diagnostic } from 'vscode-languageserver';
import type { Severity } from '../core/rules/codes';
import { rules } from '../core/rules/registry';
import type { Finding } from '../core/rules/rule';
import { ruleUrl } from '../core/rules/ruleUrl';
import type { LineIndex } from '../core/text';

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
  hint: DiagnosticSeverity.Hint,
  information: DiagnosticSeverity.Information,
  warning: DiagnosticSeverity.Warning,
  error: DiagnosticSeverity.Error,
};

const tags = new Map(
  rules.flatMap(({ code, tag }) =>
    tag === undefined
      ? []
      : [[code, [tag === 'deprecated' ? DiagnosticTag.Deprecated : DiagnosticTag.Unnecessary]] as const],
  ),
);

/** A finding as a diagnostic. It carries the finding's facts, so that whoever acts on it need not read the message. */
export function toDiagnostic(finding: Finding, lines: LineIndex): Diagnostic {
  const { code, severity, message, span, data } = finding;
  const diagnostic: Diagnostic = {
    range: lines.rangeOf(span),
    severity: severities[severity],
    code,
    codeDescription: { href: ruleUrl(code) },
    source: 'attackmark',
    message,
    data: data ?? {},
  };
  const own = tags.get(code);
  if (own !== undefined) diagnostic.tags = [...own];
  return diagnostic;
}
