/** The last part of a URI's path, decoded: the name of a file as a person reads it. */
export function fileNameOf(uri: string): string {
  return decode(uri.slice(uri.lastIndexOf('/') + 1).replace(/[?#].*$/, ''));
}

/** The last part of a URI's path, decoded and without `.md`: `T1566.002-Spearphishing_Link`. */
export function stemOf(uri: string): string {
  return withoutExtension(fileNameOf(uri));
}

/** The last part of a link's target, in the same form and in small letters; empty where it has none. */
export function linkStem(target: string): string {
  const path = target.replace(/[?#].*$/, '').replace(/\/+$/, '');
  return withoutExtension(decode(path.slice(path.lastIndexOf('/') + 1))).toLowerCase();
}

/** A file's name without `.md` or `.markdown`; other endings stay. */
export function withoutExtension(name: string): string {
  return name.replace(/\.(?:md|markdown)$/i, '');
}

/** A percent-encoded text as it is meant; as it is where the encoding is broken. */
export function decode(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** What of a URI stands before its path: `file://`, `vscode-vfs://github`; empty where it has no scheme. */
export function rootOf(uri: string): string {
  return /^[a-z][a-z0-9+.-]*:(?:\/\/[^/]*)?/i.exec(uri)?.[0] ?? '';
}

/** The decoded path of a URI: `/folder/a b.md`. */
export function pathOf(uri: string): string {
  return decode(uri.slice(rootOf(uri).length));
}

/** The folder that a path or a URI lies in, without a slash at its end. */
export function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/'));
}

/** True for a file that lies in a folder, both as URIs. */
export function isBelow(uri: string, folder: string): boolean {
  return uri.startsWith(`${folder}/`);
}

/** The path from one folder to a file: `../techniques/x`. */
export function relativePath(folder: string, target: string, dotted = false): string {
  const from = folder.split('/').slice(1);
  const to = target.split('/').slice(1);
  let same = 0;
  while (same < from.length && same < to.length - 1 && from[same] === to[same]) same++;
  const path = [...from.slice(same).map(() => '..'), ...to.slice(same)].join('/');
  return dotted && !path.startsWith('..') ? `./${path}` : path;
}

/** The path that a path from a folder leads to. */
export function joined(folder: string, path: string): string {
  const parts = folder.split('/');
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}

/** A path as it may stand in a link's target: what would end the target is percent-encoded. */
export function encoded(path: string): string {
  return path.replace(/[\s()<>%#?]/g, mark =>
    encodeURIComponent(mark).replace(/[()]/, escape => (escape === '(' ? '%28' : '%29')),
  );
}
