// The scalars of TOML and where they stand. What our scanner reads is held against smol-toml. https://toml.io/en/v1.0.0
import { parse } from 'smol-toml'
import type { Entry } from './contract.ts'
import { FormatError } from './format-error.ts'
import { checkDepth, checkText, contentStart, lineOf } from './source-text.ts'

type Key = (string | number)[]

const BLANK = /(?:[ \t\r\n]+|#[^\n]*)*/y
const SPACE = /[ \t]*/y
const BARE_KEY = /[\w-]+/y
const BARE_VALUE = /[^\s,\]}#]+(?: \d\d:[^\s,\]}#]+)?/y

/** @throws FormatError when the text is no TOML */
export function tomlEntries(text: string): Entry[] {
  checkText(text)
  const entries = new Scanner(text).all()
  const tree = parsed(text)
  for (const { key, value, ambiguous, start } of entries)
    if (!ambiguous && at(tree, key) !== value) throw new FormatError('not understood', lineOf(text, start))
  return entries
}

/** @returns the line of a key or a list's item, or of the nearest thing above it that has one. @throws FormatError when the text is no TOML */
export function tomlLines(text: string): (path: Key) => number {
  const scanner = new Scanner(text)
  scanner.all()
  return (path) => {
    for (let length = path.length; length > 0; length--) {
      const start = scanner.starts.get(JSON.stringify(path.slice(0, length)))
      if (start !== undefined) return lineOf(text, start)
    }
    return 1
  }
}

function parsed(text: string): unknown {
  try {
    return parse(text.slice(contentStart(text)))
  } catch (error) {
    // Its messages quote the file.
    throw new FormatError('no TOML', (error as { line?: number }).line)
  }
}

const at = (tree: unknown, key: Key): unknown =>
  key.reduce<unknown>((node, part) => (node as Record<string | number, unknown> | undefined)?.[part], tree)

class Scanner {
  readonly #text: string
  readonly #entries: Entry[] = []
  /** Where each key, table and item begins, by its path. */
  readonly starts = new Map<string, number>()
  /** How many tables each array of tables has, by its key. */
  readonly #tables = new Map<string, number>()
  #at: number

  constructor(text: string) {
    this.#text = text
    this.#at = contentStart(text)
  }

  all(): Entry[] {
    let table: Key = []
    for (;;) {
      this.#match(BLANK)
      if (this.#at >= this.#text.length) return this.#entries
      if (this.#text[this.#at] === '[') table = this.#header()
      else this.#pair(table)
    }
  }

  #header(): Key {
    const start = this.#at
    const array = this.#text[this.#at + 1] === '['
    this.#at += array ? 2 : 1
    const names = this.#name()
    this.#expect(array ? ']]' : ']')
    const key: Key = []
    for (const [index, name] of names.entries()) {
      key.push(name)
      const id = JSON.stringify(key)
      const count = this.#tables.get(id)
      if (array && index === names.length - 1) {
        this.#tables.set(id, (count ?? 0) + 1)
        key.push(count ?? 0)
      } else if (count !== undefined) key.push(count - 1)
    }
    this.starts.set(JSON.stringify(key), start)
    return key
  }

  #pair(under: Key): void {
    const start = this.#at
    const key = [...under, ...this.#name()]
    this.starts.set(JSON.stringify(key), start)
    checkDepth(this.#text, key.length, this.#at)
    this.#expect('=')
    this.#match(SPACE)
    this.#value(key)
  }

  /** A dotted key. */
  #name(): string[] {
    const names: string[] = []
    for (;;) {
      this.#match(SPACE)
      const quote = this.#text[this.#at]
      const name = quote === '"' || quote === "'" ? this.#string(quote) : this.#match(BARE_KEY)
      if (name === '' && quote !== '"' && quote !== "'") this.#fail('a key is expected')
      names.push(name)
      checkDepth(this.#text, names.length, this.#at)
      this.#match(SPACE)
      if (this.#text[this.#at] !== '.') return names
      this.#at++
    }
  }

  #value(key: Key): void {
    const start = this.#at
    const char = this.#text[start]
    checkDepth(this.#text, key.length, start)
    if (char === '[') return this.#list(key, ']', true)
    if (char === '{') return this.#list(key, '}', false)
    const quote =
      char === '"' || char === "'" ? (this.#text.startsWith(char.repeat(3), start) ? char.repeat(3) : char) : ''
    const value = quote === '' ? this.#match(BARE_VALUE) : this.#string(quote)
    if (this.#at === start) this.#fail('a value is expected')
    this.#entries.push({ key, start, end: this.#at, value, ...(quote === '' && { ambiguous: true as const }) })
  }

  #list(key: Key, close: string, array: boolean): void {
    this.#at++
    for (let index = 0; ; index++) {
      this.#match(BLANK)
      if (this.#text[this.#at] === close) break
      if (array) {
        this.starts.set(JSON.stringify([...key, index]), this.#at)
        this.#value([...key, index])
      } else this.#pair(key)
      this.#match(BLANK)
      if (this.#text[this.#at] === close) break
      this.#expect(',')
    }
    this.#at++
  }

  /** @param quote one or three of them */
  #string(quote: string): string {
    const { '0': char } = quote
    const start = this.#at + quote.length
    let end = start
    for (; !this.#text.startsWith(quote, end); end++) {
      if (end >= this.#text.length || (quote.length === 1 && this.#text[end] === '\n'))
        this.#fail('a string has no end')
      if (char === '"' && this.#text[end] === '\\') end++
    }
    // Up to two quotes may stand before the three that end it.
    if (quote.length === 3) while (this.#text[end + 3] === char) end++
    this.#at = end + quote.length
    const raw = this.#text.slice(start, end)
    const inner = quote.length === 3 ? raw.replace(/^\r?\n/, '') : raw
    return char === '"' ? unescaped(inner) : inner
  }

  #match(expression: RegExp): string {
    expression.lastIndex = this.#at
    const found = expression.exec(this.#text)?.[0] ?? ''
    this.#at += found.length
    return found
  }

  #expect(token: string): void {
    this.#match(SPACE)
    if (!this.#text.startsWith(token, this.#at)) this.#fail(`"${token}" is expected`)
    this.#at += token.length
  }

  #fail(reason: string): never {
    throw new FormatError(reason, lineOf(this.#text, this.#at))
  }
}

const ESCAPES: Record<string, string> = { b: '\b', t: '\t', n: '\n', f: '\f', r: '\r', e: '\x1b' }

const unescaped = (raw: string): string =>
  raw.replace(
    /\\(?:u([\da-fA-F]{4})|U([\da-fA-F]{8})|x([\da-fA-F]{2})|([ \t]*\r?\n\s*)|([^]))/g,
    (_all, u, U, x, line, char) => {
      if (line !== undefined) return ''
      const code = Number.parseInt(u ?? U ?? x ?? '', 16)
      if (code <= 0x10ffff) return String.fromCodePoint(code)
      return ESCAPES[char] ?? char ?? ''
    },
  )
