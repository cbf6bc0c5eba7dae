// Quotes as files have them: plain, escaped in a string of another text (`\"`, `\\\"`), and as HTML entities (`&quot;`).

const code = (char: string): number => char.charCodeAt(0)
export const BACKSLASH = code('\\')
export const DOUBLE = code('"')
export const SINGLE = code("'")
export const TICK = code('`')
const AMPERSAND = code('&')
export const isQuote = (byte: number | undefined): boolean => byte === DOUBLE || byte === SINGLE || byte === TICK

/** First byte of a typographic quote. */
export const TYPOGRAPHIC = 0xe2

/** Strings in strings in strings need seven. */
const MOST_BACKSLASHES = 7
const ENTITIES: [text: string, quote: number][] = [
  // Typographic, as word processors write them: the bytes of UTF-8.
  ['\xe2\x80\x98', SINGLE],
  ['\xe2\x80\x99', SINGLE],
  ['\xe2\x80\x9c', DOUBLE],
  ['\xe2\x80\x9d', DOUBLE],
  ['&quot;', DOUBLE],
  ['&#34;', DOUBLE],
  ['&#x22;', DOUBLE],
  ['&#39;', SINGLE],
  ['&#x27;', SINGLE],
  ['&apos;', SINGLE],
  ['&#x2018;', SINGLE],
  ['&#x2019;', SINGLE],
  ['&lsquo;', SINGLE],
  ['&rsquo;', SINGLE],
  ['&#x201c;', DOUBLE],
  ['&#x201d;', DOUBLE],
  ['&#x201C;', DOUBLE],
  ['&#x201D;', DOUBLE],
  ['&ldquo;', DOUBLE],
  ['&rdquo;', DOUBLE],
]

export interface Quote {
  /** Bytes that it takes. */
  length: number
  /** The quote that it stands for. */
  byte: number
}

/** The quote at `at`, if there is one. */
export function quoteAt(bytes: Uint8Array, at: number): Quote | undefined {
  const first = bytes[at]
  if (isQuote(first)) return { length: 1, byte: first! }
  if (first === BACKSLASH) {
    const run = backslashes(bytes, at)
    return isQuote(bytes[at + run]) ? { length: run + 1, byte: bytes[at + run]! } : undefined
  }
  if (first !== AMPERSAND && first !== TYPOGRAPHIC) return undefined
  const entity = ENTITIES.find(([text]) => startsWith(bytes, at, text))
  return entity && { length: entity[0].length, byte: entity[1] }
}

/** How many backslashes stand there. */
export function backslashes(bytes: Uint8Array, at: number): number {
  let end = at
  while (end - at < MOST_BACKSLASHES && bytes[end] === BACKSLASH) end++
  return end - at
}

export function startsWith(bytes: Uint8Array, at: number, text: string): boolean {
  for (let i = 0; i < text.length; i++) if (bytes[at + i] !== text.charCodeAt(i)) return false
  return true
}
