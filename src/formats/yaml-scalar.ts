// How a YAML scalar is written, and whether every reader takes it for a string. https://yaml.org/spec/1.2.2/
import { parseDocument } from 'yaml'

/** What YAML 1.1 readers (PyYAML, Ruby, older Go) take for a boolean, a null, a number or a date. https://yaml.org/type/ */
const NO_STRING =
  /^(?:y|n|yes|no|on|off|true|false|null|~|<<|=|[-+]?(?:0b[01_]+|0x[\da-f_]+|0o[0-7_]+|\.inf|\d[\d_]*(?::[0-5]?\d)*(?:\.[\d_]*)?(?:e[-+]?\d+)?|\.[\d_]+(?:e[-+]?\d+)?)|\.nan|\d{4}-\d\d?-\d\d?(?:[t \t].*)?)$/i
const UNPRINTABLE = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g

/** @param source as it stands, unquoted */
export const isNoString = (source: string): boolean => NO_STRING.test(source)

/** The content of a lone scalar. @param raw any style */
export function scalarText(raw: string): string {
  const { contents } = parseDocument(raw, { logLevel: 'silent', schema: 'failsafe' })
  return String((contents as { value?: unknown } | null)?.value ?? '')
}

/** Plain to every reader, wherever it stands. */
const PLAIN = /^[A-Za-z/][\w+/.=-]*$/

/** The raw text of a value, in the old one's style where that can be. */
export function scalarRaw(old: string, oldText: string, value: string): string {
  if (old.startsWith('|')) return blockRaw(old, oldText, value) ?? doubleQuoted(value)
  if (/^[^"'>]/.test(old) && PLAIN.test(value) && !isNoString(value)) return value
  const oneLine = !/[\p{Cc}\u2028\u2029\ufeff\ufffe\uffff]/u.test(value)
  return oneLine && !old.startsWith('"') && !old.startsWith('>')
    ? `'${value.replaceAll("'", "''")}'`
    : doubleQuoted(value)
}

/** JSON is YAML, but for what YAML does not print. */
const doubleQuoted = (value: string): string =>
  JSON.stringify(value).replace(UNPRINTABLE, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)

/** Nothing when the block's header does not fit the value. */
function blockRaw(old: string, oldText: string, value: string): string | undefined {
  const [header, indent] = /^.*\r?\n(?:[ \t]*\r?\n)*( +)(?! )/.exec(old) ?? []
  const tail = /\n*$/.exec(oldText)![0]
  const body = value.slice(0, value.length - tail.length)
  if (
    indent === undefined ||
    body === '' ||
    !value.endsWith(tail) ||
    /^\s|\n$|[^\P{Cc}\n\t]|[\u2028\u2029\ufeff\ufffe\uffff]/u.test(body)
  )
    return undefined
  const newline = header!.includes('\r\n') ? '\r\n' : '\n'
  const lines = body.split('\n').map((line) => (line === '' ? '' : indent + line))
  return [/^.*?(?=\r?\n)/.exec(old)![0], ...lines].join(newline)
}
