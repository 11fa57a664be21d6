import type { Prepared } from './prepare';
import { entry, readYaml } from './yaml';

/** What the front matter and the `%%{init}%%` directives of a block say that matters to reading it. */
export interface BlockConfig {
  /** Subgraphs without a direction take that of the diagram. */
  readonly inheritsDirection: boolean;
  readonly defaultRenderer: string | undefined;
  /** Why Mermaid refuses the front matter; `offset` counts in its YAML. */
  readonly fault: { readonly message: string; readonly offset: number } | undefined;
}

/** Reads the configuration of a block; blocks without front matter and directives cost nothing. */
export function readConfig({ frontMatter, directives }: Prepared): BlockConfig {
  let inherits: unknown;
  let renderer: unknown;
  let fault: BlockConfig['fault'];
  if (frontMatter) {
    const read = readYaml(frontMatter.yaml);
    if (read.ok) {
      const flowchart = entry(entry(read.value, 'config'), 'flowchart');
      inherits = entry(flowchart, 'inheritDir');
      renderer = entry(flowchart, 'defaultRenderer');
    } else {
      fault = read;
    }
  }
  for (const { directive } of directives) {
    if (directive.body === undefined || !/init\b|initialize\b/.test(directive.name)) continue;
    const init = parseJson(directive.body.trim().replaceAll("'", '"'));
    const flowchart = property(init, 'config') ?? property(init, 'flowchart');
    inherits = property(flowchart, 'inheritDir') ?? inherits;
    renderer = property(flowchart, 'defaultRenderer') ?? renderer;
  }
  return {
    inheritsDirection: Boolean(inherits),
    defaultRenderer: typeof renderer === 'string' ? renderer : undefined,
    fault,
  };
}

function property(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
}

/** Mermaid ignores a directive that is no JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
