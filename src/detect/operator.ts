// What stands between a name and its value: `=`, `:`, a parenthesis, a tag, a flag's blank ... Bytes in, positions out.
import {
  AMPERSAND,
  AT,
  BRACE,
  CLOSE_BRACKET,
  CLOSE_PAREN,
  COLON,
  COMMA,
  DASH,
  EQUALS,
  EXCLAMATION,
  GREATER,
  LESS,
  PAREN,
  PIPE,
  PLUS,
  QUESTION,
  RETURN,
  SLASH,
  STOP,
} from './ascii.ts'
import { constructed, passwordArgument } from './argument.ts'
import { latin1, NAME, NEWLINE, setOf } from './bytes.ts'
import { afterAttribute, afterKeyTag, behindAttributes, memberBelow, memberOf, textIn } from './element.ts'
import { defaultBehind } from './defaults.ts'
import { fallbackBehind } from './fallback.ts'
import { afterFlag, besideWord, isAnnounced } from './flag.ts'
import { BACKSLASH, isQuote, startsWith } from './quotes.ts'
import { behindVariable, inReference } from './reference.ts'
import { columnBelow } from './table.ts'
import { behindCall, behindPlainType, behindType, inBody } from './typed.ts'
import { behindValueFlag } from './value-flag.ts'
import { isBlank, skipBlanks } from './value.ts'

/** What stands between name and value. */
export type Operator =
  | 'assign'
  | 'colon'
  | 'call'
  | 'comma'
  | 'tag'
  | 'flag'
  | 'compare'
  | 'list'
  | 'inside call'
  | 'nested'
  | 'cell'
  | 'column'
  | 'csv'
  | 'beside'
  | 'argument'

const LONGEST_ARGUMENT = 40

export interface Found {
  kind: Operator
  end: number
  /** Where the name begins, if not with the word. */
  from?: number
}

/** @param spaced a blank stands between the name and `at` */
export function readOperator(
  bytes: Uint8Array,
  at: number,
  nameStart: number,
  nameQuoted: boolean,
  spaced: boolean,
): Found | undefined {
  const byte = bytes[at]
  const next = bytes[at + 1]
  switch (byte) {
    case EQUALS:
      if (next === EQUALS) return { kind: 'compare', end: bytes[at + 2] === EQUALS ? at + 3 : at + 2 }
      return { kind: 'assign', end: next === GREATER ? at + 2 : at + 1 }
    case COLON:
      if (next === EQUALS) return { kind: 'assign', end: at + 2 }
      if (next === COLON)
        return bytes[at + 2] === EQUALS
          ? { kind: 'assign', end: at + 3 }
          : called(bytes, nameStart, constructed(bytes, at))
      return behindColon(bytes, at, nameStart)
    case QUESTION:
      if (next === EQUALS) return { kind: 'assign', end: at + 2 }
      if (next === COLON)
        return (
          assigned(behindType(bytes, at + 2) ?? behindMember(bytes, at, nameStart, nameQuoted)) ?? {
            kind: 'colon',
            end: at + 2,
          }
        )
      if (next === QUESTION && bytes[at + 2] === EQUALS) return { kind: 'assign', end: at + 3 }
      return next === QUESTION ? assigned(behindMember(bytes, at, nameStart, nameQuoted)) : undefined
    case EXCLAMATION:
      return next === EQUALS ? { kind: 'compare', end: bytes[at + 2] === EQUALS ? at + 3 : at + 2 } : undefined
    case PIPE:
      if (next !== PIPE) return inTable(bytes, at, nameStart)
      if (bytes[at + 2] === EQUALS) return { kind: 'assign', end: at + 3 }
      return assigned(behindMember(bytes, at, nameStart, nameQuoted))
    case PLUS:
      return next === EQUALS ? { kind: 'assign', end: at + 2 } : undefined
    case DASH:
      return next === GREATER ? { kind: 'assign', end: at + 2 } : flagged(behindValueFlag(bytes, at, nameStart))
    case PAREN:
      if (spaced || nameQuoted) return undefined
      return assigned(behindCall(bytes, at)) ?? called(bytes, nameStart, at + 1)
    case COMMA:
      return (
        assigned(
          afterAttribute(bytes, at, nameStart, nameQuoted || isMarked(bytes, nameStart)) ??
            (nameQuoted ? defaultBehind(bytes, at, nameStart) : behindSymbol(bytes, at, nameStart)),
        ) ?? (nameQuoted ? { kind: 'comma', end: at + 1 } : undefined)
      )
    case GREATER:
      return bytes[nameStart - 1] === LESS || nameQuoted ? { kind: 'tag', end: textIn(bytes, at + 1) } : undefined
    case LESS:
      if (next === DASH) return { kind: 'assign', end: at + 2 }
      return bytes[nameStart - 1] === GREATER && next === SLASH ? tagged(afterKeyTag(bytes, at)) : undefined
    case BRACE:
      return assigned(inBody(bytes, at) ?? (nameQuoted ? memberOf(bytes, at + 1) : undefined))
    default: {
      if (byte === BACKSLASH && (next === NEWLINE || next === RETURN))
        return flagged(behindValueFlag(bytes, at, nameStart))
      // {:password "x"} of Clojure, @password "x" of Elixir
      if (spaced && isQuote(byte) && isMarked(bytes, nameStart)) return { kind: 'assign', end: at }
      const typed = spaced ? behindPlainType(bytes, at) : undefined
      if (typed !== undefined) return assigned(typed)
      if (!nameQuoted && !isQuote(byte) && !isAnnounced(bytes, nameStart)) return undefined
      return (
        assigned(afterAttribute(bytes, at, nameStart, nameQuoted)) ??
        (nameQuoted ? behindQuoted(bytes, at, nameStart) : undefined) ??
        afterFlag(bytes, at, nameStart, spaced) ??
        besideWord(bytes, at, nameStart, spaced)
      )
    }
  }
}

const assigned = (end: number | undefined): Found | undefined =>
  end === undefined ? undefined : { kind: 'assign', end }
const flagged = (end: number | undefined): Found | undefined => (end === undefined ? undefined : { kind: 'flag', end })
const tagged = (end: number | undefined): Found | undefined => (end === undefined ? undefined : { kind: 'tag', end })

/** @param first behind the parenthesis */
function called(bytes: Uint8Array, nameStart: number, first: number | undefined): Found | undefined {
  if (first === undefined) return undefined
  const password = passwordArgument(bytes, nameStart, first)
  return password === undefined ? { kind: 'call', end: first } : { kind: 'argument', end: password }
}

function behindColon(bytes: Uint8Array, at: number, nameStart: number): Found | undefined {
  if (inReference(bytes, nameStart)) {
    // Behind `:?` is a message.
    if (bytes[at + 1] === QUESTION || bytes[at + 1] === PLUS) return undefined
    const end = behindVariable(bytes, nameStart, at)
    return end === undefined ? { kind: 'colon', end: at + 1 } : { kind: 'assign', end }
  }
  const next = skipBlanks(bytes, at + 1)
  const member =
    bytes[next] === BRACE
      ? memberOf(bytes, next + 1)
      : bytes[next] === NEWLINE || bytes[next] === RETURN
        ? memberBelow(bytes, next, nameStart)
        : behindType(bytes, next)
  return assigned(member) ?? { kind: 'colon', end: behindMark(bytes, next) ?? at + 1 }
}

/** The anchor or the tag of a value in YAML: `&name x`, `!!str x`. */
function behindMark(bytes: Uint8Array, from: number): number | undefined {
  let at = bytes[from] === AMPERSAND ? from + 1 : startsWith(bytes, from, '!!') ? from + 2 : from
  if (at > from) while (at - from < LONGEST_ARGUMENT && NAME[bytes[at]!]) at++
  return at > from && isBlank(bytes[at]) ? at : undefined
}

/** `process.env.DB_PASS || "x"`, `env["DB_PASS"] ?? "x"`: a name alone may be compared, or in SQL be joined. */
function behindMember(bytes: Uint8Array, at: number, nameStart: number, nameQuoted: boolean): number | undefined {
  let end = nameQuoted ? at : nameStart
  if (nameQuoted) while (isBlank(bytes[end - 1])) end--
  else while (NAME[bytes[end]!] && bytes[end] !== STOP) end++
  const isMember = nameQuoted ? bytes[end - 1] === CLOSE_PAREN || bytes[end - 1] === CLOSE_BRACKET : bytes[end] === STOP
  return isMember ? fallbackBehind(bytes, nameQuoted ? end : at) : undefined
}

/** `get("X") or "x"`, `<setting name="x" serializeAs="String"><value>x`. */
const behindQuoted = (bytes: Uint8Array, at: number, nameStart: number): Found | undefined =>
  assigned(behindMember(bytes, at, nameStart, true)) ?? tagged(behindAttributes(bytes, at))

/** `set :session_secret, "x"` of Sinatra and Capistrano. */
const behindSymbol = (bytes: Uint8Array, comma: number, nameStart: number): number | undefined => {
  const text = startsWith(bytes, nameStart - 5, 'set :') ? skipBlanks(bytes, comma + 1) : undefined
  return text !== undefined && isQuote(bytes[text]) ? text : undefined
}

const MARKED = setOf(' \t\n({')
const isMarked = (bytes: Uint8Array, nameStart: number): boolean =>
  (bytes[nameStart - 1] === COLON || bytes[nameStart - 1] === AT) && MARKED[bytes[nameStart - 2] ?? NEWLINE] === 1

export const isCell = (kind: Operator): boolean => kind === 'cell' || kind === 'column'

function inTable(bytes: Uint8Array, pipe: number, nameStart: number): Found | undefined {
  const column = columnBelow(bytes, nameStart)
  if (column) return { kind: 'column', end: column.cells[0]!, from: column.head }
  return beginsCell(bytes, nameStart) ? { kind: 'cell', end: pipe + 1 } : undefined
}

/** A row of a Markdown table: `| password | x |`. */
const beginsCell = (bytes: Uint8Array, nameStart: number): boolean =>
  /(?:^|\n)\s*\|(?:[^|\n]*\|)?[ \t*`]*$/.test(latin1(bytes, Math.max(0, nameStart - LONGEST_ARGUMENT), nameStart))
