// The value of what a command names: `aws ssm put-parameter --name /db/password --type SecureString --value "x"`.
import { DASH, EQUALS, SLASH } from './ascii.ts'
import { NAME, setOf } from './bytes.ts'
import { skipString } from './fallback.ts'
import { BACKSLASH, isQuote, startsWith } from './quotes.ts'
import { isBlank, skipBlanks, skipSpace } from './value.ts'

/** Bytes of a path that the name ends. */
const LONGEST_PATH = 80
const LONGEST_WORD = 80
const MOST_WORDS = 8
const ENDS_WORD = setOf(' \t\r\n;|&')

/** @param at behind the name @returns where the value begins */
export function behindValueFlag(bytes: Uint8Array, at: number, nameStart: number): number | undefined {
  let next = skipContinued(bytes, at)
  if (bytes[next] !== DASH || !isNamed(bytes, nameStart)) return undefined
  for (let words = 0; words < MOST_WORDS; words++) {
    if (startsWith(bytes, next, '--value') && (isBlank(bytes[next + 7]) || bytes[next + 7] === EQUALS)) return next + 8
    const end = skipWord(bytes, next)
    if (end === undefined || end === next || !(isBlank(bytes[end]) || bytes[end] === BACKSLASH)) return undefined
    next = skipContinued(bytes, end)
  }
  return undefined
}

/** `--name "/prod/db/password"`, `-n password`. */
function isNamed(bytes: Uint8Array, nameStart: number): boolean {
  let from = nameStart
  while (nameStart - from < LONGEST_PATH && (NAME[bytes[from - 1]!] || bytes[from - 1] === SLASH)) from--
  if (isQuote(bytes[from - 1])) from--
  return startsWith(bytes, from - 7, '--name ') || startsWith(bytes, from - 3, '-n ')
}

/** Over a backslash and the end of the line behind it. */
function skipContinued(bytes: Uint8Array, from: number): number {
  const at = skipBlanks(bytes, from)
  return bytes[at] === BACKSLASH ? skipSpace(bytes, at + 1) : at
}

function skipWord(bytes: Uint8Array, from: number): number | undefined {
  if (isQuote(bytes[from])) return skipString(bytes, from)
  let at = from
  while (at - from < LONGEST_WORD && at < bytes.length && !ENDS_WORD[bytes[at]!]) at++
  return at
}
