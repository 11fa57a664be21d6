/**
 * Compiles globs as editors write them (`**`, `*`, `?`, `{a,b}`, `[a-z]`) into one test of a path with `/`
 * between its parts. A pattern without `/` goes for names in any folder; one that names a folder goes for all
 * that is in it too. A glob that cannot be read matches nothing.
 */
export function compileGlobs(globs: readonly string[]): (path: string) => boolean {
  const shapes = globs.flatMap(glob => toRegExp(glob) ?? []);
  return path => shapes.some(shape => shape.test(path));
}

function toRegExp(glob: string): RegExp | undefined {
  const trimmed = glob.replace(/^\.?\//, '').replace(/\/+$/, '');
  if (trimmed === '') return undefined;
  const source = translate(trimmed.includes('/') ? trimmed : `**/${trimmed}`);
  try {
    return new RegExp(`^${source}(?:/.*)?$`);
  } catch {
    return undefined;
  }
}

function translate(glob: string): string {
  let source = '';
  let braces = 0;
  for (let at = 0; at < glob.length; at++) {
    const mark = glob[at]!;
    if (glob.startsWith('**/', at)) {
      source += '(?:.*/)?';
      at += 2;
    } else if (glob.startsWith('**', at)) {
      source += '.*';
      at++;
    } else if (mark === '*') source += '[^/]*';
    else if (mark === '?') source += '[^/]';
    else if (mark === '{') {
      braces++;
      source += '(?:';
    } else if (mark === '}' && braces > 0) {
      braces--;
      source += ')';
    } else if (mark === ',' && braces > 0) source += '|';
    else if (mark === '[' && glob.indexOf(']', at + 2) > 0) {
      const close = glob.indexOf(']', at + 2);
      source += `[${glob
        .slice(at + 1, close)
        .replace(/^!/, '^')
        .replaceAll('\\', '\\\\')}]`;
      at = close;
    } else source += mark.replace(/[\\^$.|?*+()[\]{}]/, '\\$&');
  }
  return source;
}
