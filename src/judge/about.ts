// What stands around an assignment may tell that its value is only said of a secret: its fault, its list, its name, a part of it.
import { COLON, EXCLAMATION } from '../detect/ascii.ts'
import { words } from '../detect/names.ts'
import { isQuote } from '../detect/quotes.ts'
import type { Candidate } from './candidate.ts'
import { lineBefore } from './surroundings.ts'

/** `has_error("password", "required")`, `errors.add("password", "taken")` */
const FAULT = /(?:[a-z_]errors?|\berrors?\.add)\([ \t]{0,4}["':]$/i
/** The name of a secret of AWS: `arn:aws:secretsmanager:us-east-2:1234:secret:name`. */
const ARN = /\barn:[\w:-]{0,80}$/
/** `"a sign in the password: percent"` */
const SENTENCE = /\b(?:in|of|about) (?:the|a|an) $/i
/** `token.endswith("x")` asks for a part of it. */
const ASKS = /\.(?:ends_?with|starts_?with|contains|includes|collate|split|replace|matches|index_?of)$/i

export function isAbout(candidate: Candidate): boolean {
  const { name, joint, quote, place, bytes, nameStart, valueEnd } = candidate
  switch (joint) {
    case 'comma':
      return FAULT.test(lineBefore(bytes, nameStart, 32)) || isNumbered(candidate)
    case 'compare':
      // A shell has texts without quotes.
      return quote === 0 && (place.language !== 'shell' || isNumbered(candidate))
    case 'call':
      return ASKS.test(name)
    case 'colon': {
      const before = bytes[nameStart - 1]
      // `!PSK:!aECDH` is a list of ciphers.
      if (before === EXCLAMATION) return true
      if (before === COLON) return ARN.test(lineBefore(bytes, nameStart, 100))
      return quote === 0 && isQuote(bytes[valueEnd]) && SENTENCE.test(lineBefore(bytes, nameStart, 16))
    }
    default:
      return false
  }
}

/** `"new_password1", "new_password2"`: names of fields; `newpass == newpass2`: of variables. */
const isNumbered = ({ name, value }: Candidate): boolean =>
  /^[A-Za-z_]\w{0,60}\d$/.test(value) && words(value).join() === words(name).join()
