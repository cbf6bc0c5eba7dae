// Texts that are no value yet, or more than one: with places to fill in, with more joined to them, beginning where a string ends.
import { PLUS, STOP } from '../detect/ascii.ts'
import { isQuote, quoteAt } from '../detect/quotes.ts'
import { skipBlanks } from '../detect/value.ts'
import type { Candidate } from './candidate.ts'

/** `demux:%d:%d`, `user:{0}`, `{%d}` */
const PLACE = /%[-+0#]{0,2}\d{0,3}[dsvxq]|\{(?:\d{0,2}|%\w)\}/
const ENDS_BEGINNING = /[:./_-]$/
/** `"user:" + password` */
const USER = /^[A-Za-z]{1,24}[:=]$/
/** Behind `'"password": "'` comes the rest of a program: `' + x + '`. */
const CLOSED = /^['"`]\s{0,4}(?:\+|\.|&|\|\||[,);])/

export function isComposed(candidate: Candidate): boolean {
  const { kind, nameWords, value, quote } = candidate
  if (quote === 0) return false
  if (isQuote(value.charCodeAt(0)) && CLOSED.test(value)) return true
  // A password may hold anything; a key of a cache or a message is made of parts.
  const isBareKey = kind === 'none' && nameWords.at(-1) === 'key'
  if (isBareKey && PLACE.test(value)) return true
  return isJoined(candidate) && (isBareKey ? ENDS_BEGINNING : USER).test(value)
}

function isJoined({ bytes, valueEnd }: Candidate): boolean {
  const next = bytes[skipBlanks(bytes, valueEnd + (quoteAt(bytes, valueEnd)?.length ?? 0))]
  return next === PLUS || next === STOP
}
