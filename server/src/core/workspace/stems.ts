/** The last part of a URI's path, decoded and without `.md`: `T1566.002-Spearphishing_Link`. */
export function stemOf(uri: string): string {
  return withoutExtension(decode(uri.slice(uri.lastIndexOf('/') + 1).replace(/[?#].*$/, '')));
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
