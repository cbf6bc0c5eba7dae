// The scalars of JSON, of JSON with comments and of JSON with trailing commas, and where they stand. RFC 8259.
import type { Entry } from './contract.ts'
import { FormatError } from './format-error.ts'
import { checkDepth, checkText, contentStart, lineOf } from './source-text.ts'

const BLANK = /[ \t\r\n]*/y
const BARE = /-?\d[\d.eE+-]*|true|false|null/y

/** @throws FormatError when the text is no JSON */
export function jsonEntries(text: string): Entry[] {
  checkText(text)
  return new Scanner(text).all()
}

/** The text of a string, in the old one's style: what escaped all but ASCII keeps doing so. */
export function jsonString(old: string, value: string): string {
  const text = JSON.stringify(value)
  if (!/\\u[0-9a-f]{4}/i.test(old)) return text
  return text.replace(/[\u007f-\uffff]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

class Scanner {
  readonly #text: string
  readonly #entries: Entry[] = []
  readonly #key: (string | number)[] = []
  #at: number

  constructor(text: string) {
    this.#text = text
    this.#at = contentStart(text)
  }

  all(): Entry[] {
    this.#value()
    this.#skip()
    if (this.#at < this.#text.length) this.#fail('something stands behind the end')
    return this.#entries
  }

  #value(): void {
    this.#skip()
    const char = this.#text[this.#at]
    if (char === '{') return this.#members('}', () => this.#member())
    if (char === '[') {
      let index = 0
      return this.#members(']', () => this.#under(index++))
    }
    const start = this.#at
    if (char === '"') return this.#found(start, this.#string())
    BARE.lastIndex = start
    const bare = BARE.exec(this.#text)?.[0]
    if (bare === undefined || !isJson(bare)) this.#fail('a value is expected')
    this.#at += bare.length
    this.#found(start, bare, true)
  }

  #found(start: number, value: string, ambiguous?: true): void {
    const entry: Entry = { key: [...this.#key], start, end: this.#at, value }
    this.#entries.push(ambiguous ? { ...entry, ambiguous } : entry)
  }

  #members(close: string, member: () => void): void {
    checkDepth(this.#text, this.#key.length + 1, this.#at)
    this.#at++
    for (;;) {
      this.#skip()
      if (this.#take(close)) return
      member()
      this.#skip()
      if (this.#take(',')) continue
      if (this.#take(close)) return
      this.#fail(`"," or "${close}" is expected`)
    }
  }

  #member(): void {
    if (this.#text[this.#at] !== '"') this.#fail('a name in double quotes is expected')
    const name = this.#string()
    this.#skip()
    if (!this.#take(':')) this.#fail('":" is expected')
    this.#under(name)
  }

  #under(part: string | number): void {
    this.#key.push(part)
    this.#value()
    this.#key.pop()
  }

  #string(): string {
    const start = this.#at
    for (let at = start + 1; at < this.#text.length; at++) {
      const char = this.#text[at]
      if (char === '\\') at++
      else if (char === '"') {
        this.#at = at + 1
        const raw = this.#text.slice(start, this.#at)
        if (!isJson(raw)) this.#fail('a string holds a wrong escape or a control character', start)
        return JSON.parse(raw) as string
      }
    }
    return this.#fail('a string has no end', start)
  }

  #skip(): void {
    for (;;) {
      BLANK.lastIndex = this.#at
      BLANK.test(this.#text)
      this.#at = BLANK.lastIndex
      const end = this.#text.startsWith('//', this.#at)
        ? this.#text.indexOf('\n', this.#at)
        : this.#text.startsWith('/*', this.#at)
          ? this.#commentEnd()
          : undefined
      if (end === undefined) return
      this.#at = end === -1 ? this.#text.length : end
    }
  }

  #commentEnd(): number {
    const end = this.#text.indexOf('*/', this.#at + 2)
    return end === -1 ? this.#fail('a comment has no end') : end + 2
  }

  #take(char: string): boolean {
    if (this.#text[this.#at] !== char) return false
    this.#at++
    return true
  }

  #fail(reason: string, at = this.#at): never {
    throw new FormatError(reason, lineOf(this.#text, at))
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
