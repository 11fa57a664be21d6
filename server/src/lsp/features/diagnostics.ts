import {
  DocumentDiagnosticReportKind,
  type Diagnostic,
  type DocumentDiagnosticParams,
  type DocumentDiagnosticReport,
} from 'vscode-languageserver';
import { check } from '../../core/check';
import { toDiagnostic } from '../convert';
import { describeError, guard, unlessRefused } from '../guard';
import type { Feature, Server } from './feature';

/** How long typing must pause before findings are pushed, in milliseconds. A check takes one or two. */
const pause = 50;

/**
 * Findings as diagnostics: on request where the client asks (it paces and cancels its requests itself),
 * pushed after every change where it does not.
 */
export const diagnosticsFeature: Feature = server => {
  const { connection, client } = server;
  const compute = diagnosticsOf(server);
  if (client.textDocument?.diagnostic === undefined) {
    push(server, compute);
    return {};
  }
  connection.languages.diagnostics.on(
    guard<DocumentDiagnosticParams, DocumentDiagnosticReport>(
      'diagnostics',
      { kind: DocumentDiagnosticReportKind.Full, items: [] },
      server.log,
      async ({ textDocument }) => ({
        kind: DocumentDiagnosticReportKind.Full,
        items: (await compute(textDocument.uri)) ?? [],
      }),
    ),
  );
  if (client.workspace?.diagnostics?.refreshSupport === true) {
    server.onSettingsChanged(() =>
      unlessRefused('new diagnostics', server.log, connection.languages.diagnostics.refresh()),
    );
  }
  return {
    diagnosticProvider: { identifier: 'attackmark', interFileDependencies: false, workspaceDiagnostics: false },
  };
};

/** Computes a document's diagnostics; undefined for one that is not open. A rule that throws is logged once. */
function diagnosticsOf({ pages, log }: Server): (uri: string) => Promise<Diagnostic[] | undefined> {
  const broken = new Set<string>();
  return async uri => {
    const analysis = await pages.analysis(uri);
    if (analysis === undefined) return undefined;
    const findings = check(analysis, {
      onRuleError(code, error) {
        if (broken.has(code)) return;
        broken.add(code);
        log.error(`The rule ${code} failed on ${uri}: ${describeError(error)}`);
      },
    });
    return findings.map(finding => toDiagnostic(finding, analysis.page.lines));
  };
}

function push(
  { connection, documents, pages, log, onSettingsChanged }: Server,
  compute: ReturnType<typeof diagnosticsOf>,
): void {
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  const publish = async (uri: string) => {
    try {
      const version = pages.version(uri);
      const diagnostics = await compute(uri);
      // A result for an older text is dropped: the change that made it old has its own timer.
      if (version === undefined || diagnostics === undefined || pages.version(uri) !== version) return;
      await connection.sendDiagnostics({ uri, version, diagnostics });
    } catch (error) {
      log.error(`diagnostics: ${describeError(error)}`);
    }
  };
  const schedule = (uri: string, delay: number) => {
    clearTimeout(timers.get(uri));
    timers.set(
      uri,
      setTimeout(() => {
        timers.delete(uri);
        void publish(uri);
      }, delay),
    );
  };
  documents.onDidOpen(({ document }) => schedule(document.uri, 0));
  documents.onDidChangeContent(({ document }) => {
    // The first text came with the opening.
    schedule(document.uri, timers.has(document.uri) || document.version > 1 ? pause : 0);
  });
  documents.onDidClose(({ document: { uri } }) => {
    clearTimeout(timers.get(uri));
    timers.delete(uri);
    void connection.sendDiagnostics({ uri, diagnostics: [] });
  });
  onSettingsChanged(() => {
    for (const uri of documents.keys()) schedule(uri, 0);
  });
}
