// The texts and attributes of XML and where they stand. https://www.w3.org/TR/xml/
import type { Entry } from './contract.ts'
import { FormatError } from './format-error.ts'
import { checkDepth, checkText, contentStart, lineOf } from './source-text.ts'

const TEXT = /[^<]+/y
const SKIPPED: [open: string, close: string][] = [
  ['<!--', '-->'],
  ['<?', '?>'],
]
const TAG = /<([^\s<>/="'!?&]+)/y
const ATTRIBUTE = /\s+([^\s<>/="'&]+)\s*=\s*("[^"<]*"|'[^'<]*')/y
const TAG_END = /\s*(\/?)>/y
const CLOSE = /<\/([^\s<>]+)\s*>/y
const DOCTYPE = /<!DOCTYPE[^[<>]*(?:\[[^\]]*\]\s*)?>/y
const ENTITY = /&(?:#x([0-9a-fA-F]{1,6})|#(\d{1,7})|(\w+));/g
const NAMED: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** @throws FormatError when elements are not closed as they were opened */
export function xmlEntries(text: string): Entry[] {
  checkText(text)
  const entries: Entry[] = []
  const open: string[] = []
  let plistKey: string | undefined
  const take = (expression: RegExp, at: number): RegExpExecArray | null => {
    expression.lastIndex = at
    return expression.exec(text)
  }
  const fail = (reason: string, at: number): never => {
    throw new FormatError(reason, lineOf(text, at))
  }
  const found = (key: string[], start: number, end: number, value: string | undefined): void => {
    if (value !== undefined) entries.push({ key, start, end, value })
  }
  const under = (): string[] => (plistKey === undefined ? [...open] : [...open.slice(0, -1), plistKey])

  for (let at = contentStart(text); at < text.length; ) {
    const chars = take(TEXT, at)
    if (chars !== null) {
      const [raw] = chars
      if (raw.trim() !== '') {
        const value = unescaped(raw, false)
        if (open.at(-1) === 'key') plistKey = value
        else found(under(), at, at + raw.length, value)
      }
      at += raw.length
      continue
    }
    const skipped = SKIPPED.find(([begin]) => text.startsWith(begin, at))
    if (skipped !== undefined) {
      const end = text.indexOf(skipped[1], at + skipped[0].length)
      at = end === -1 ? fail('a comment has no end', at) : end + skipped[1].length
      continue
    }
    if (text.startsWith('<![CDATA[', at)) {
      const end = text.indexOf(']]>', at)
      if (end === -1) fail('CDATA has no end', at)
      found(under(), at, end + 3, newlines(text.slice(at + 9, end)))
      at = end + 3
      continue
    }
    const closing = take(CLOSE, at) ?? take(DOCTYPE, at)
    if (closing !== null) {
      if (closing[1] !== undefined && open.pop() !== closing[1]) fail('an element is closed that is not open', at)
      if (closing[1] !== undefined && closing[1] !== 'key') plistKey = undefined
      at += closing[0].length
      continue
    }
    const tag = take(TAG, at) ?? fail('"<" begins nothing', at)
    open.push(tag[1]!)
    checkDepth(text, open.length, at)
    const first = at + tag[0].length
    const attributes = readAttributes(text, first)
    const naming = namingAttribute(attributes.list)
    for (const { name: attribute, value, start, end } of attributes.list) {
      if (attribute === naming?.name) continue
      const own = naming === undefined ? [...open] : [...open, naming.value!]
      found(attribute === 'value' && naming !== undefined ? own : [...own, `@${attribute}`], start, end, value)
    }
    const end = take(TAG_END, attributes.end) ?? fail('a tag has no end', at)
    if (end[1] === '/') open.pop()
    at = attributes.end + end[0].length
  }
  if (open.length > 0) fail('an element is not closed', text.length)
  return entries
}

interface Attribute {
  name: string
  value: string | undefined
  start: number
  end: number
}

/** .NET's `<add key="K" value="V"/>` and `<add name="N" connectionString="C"/>`: it names the other, and is no value. */
function namingAttribute(attributes: Attribute[]): Attribute | undefined {
  const named = attributes.some(({ name }) => name === 'value' || name === 'connectionString')
  const naming = attributes.find(({ name }) => name === 'key' || name === 'name')
  return named && naming?.value !== undefined ? naming : undefined
}

function readAttributes(text: string, from: number): { end: number; list: Attribute[] } {
  const list: Attribute[] = []
  let end = from
  for (;;) {
    ATTRIBUTE.lastIndex = end
    const attribute = ATTRIBUTE.exec(text)
    if (attribute === null) return { end, list }
    end = ATTRIBUTE.lastIndex
    const raw = attribute[2]!
    list.push({ name: attribute[1]!, value: unescaped(raw.slice(1, -1), true), start: end - raw.length, end })
  }
}

const newlines = (text: string): string => text.replace(/\r\n?/g, '\n')

/** Nothing when it holds an entity of its own: what that stands for is not ours to say. */
function unescaped(raw: string, attribute: boolean): string | undefined {
  let known = !/&(?!#?\w+;)/.test(raw)
  const text = attribute ? newlines(raw).replace(/[\t\n]/g, ' ') : newlines(raw)
  const value = text.replace(ENTITY, (all, hex, decimal, name) => {
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)
    if (name === undefined && code <= 0x10ffff) return String.fromCodePoint(code)
    known &&= Object.hasOwn(NAMED, name)
    return NAMED[name] ?? all
  })
  return known ? value : undefined
}
