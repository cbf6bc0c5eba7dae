// Names and values of a `.env` file, read so that a value is found however the file's own readers differ. Pure.

/** A line's beginning, then a value in quotes that may span lines, or the rest of the line. */
const ENTRY =
  /^[ \t]*(?:export[ \t]+)?([A-Za-z_][\w.-]*)[ \t]*[=:][ \t]*(?:'([^']*)'|"((?:\\[^]|[^"\\])*)"|`([^`]*)`|([^\r\n]*))/gm

export interface NamedValue {
  key: string
  value: string
}

/** What stands in no quotes is given without a comment behind it; double quotes with their escapes resolved. */
export function envValues(text: string): NamedValue[] {
  return Array.from(text.matchAll(ENTRY), ([, key = '', single, double, back, bare = '']) => ({
    key,
    value:
      single ??
      (double === undefined ? undefined : unescaped(double)) ??
      back ??
      bare.replace(/(?:^|\s+)#.*$/, '').trim(),
  }))
}

const ESCAPES: Record<string, string> = { n: '\n', r: '\r', t: '\t' }

const unescaped = (text: string): string => text.replace(/\\([^])/g, (_, char: string) => ESCAPES[char] ?? char)
