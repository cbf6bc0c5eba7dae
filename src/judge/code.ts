// Values that a program's language, or a shell's, gives a meaning: commands, paths of names, numbers, routes, names of files.
import { BACKSLASH, isQuote, TICK } from '../detect/quotes.ts'
import { tells, words } from '../detect/names.ts'
import type { Candidate } from './candidate.ts'

/** PowerShell: `ConvertTo-SecureString`. */
const CMDLET =
  /^(?:Add|Convert|ConvertFrom|ConvertTo|Copy|Export|Find|Get|Import|Invoke|Join|New|Out|Read|Resolve|Select|Set|Split|Start|Test|Update|Write)-[A-Z][A-Za-z\d]{2,40}$/
/** C++, Rust, Ruby, PowerShell: `pkcs1v15::SigningKey::<Sha256>::new`. */
const PATH = /^\[{0,2}[\w.]{1,80}\]?::[\w<[]/
/** `0x0000_0001`, `1_000_000` */
const NUMBER = /^(?:0x[\da-f]+(?:_[\da-f]+)+|\d{1,3}(?:_\d{3})+)(?:[iu]\d{1,3})?[,;]?$/i
/** A condition's end in Python, or a word of the text beside it: `if password == password2:`. */
const BLOCK = /^[\w.()[\]]+:$/
/** Another variable, with a number. */
const NAME = /^[a-z_$][\w$]*[,;]?$/i
const FILE = /^[\w@./-]{1,120}\.(?:pem|key|crt|cer|der|p12|pfx|jks|keystore|json|ya?ml)$/
const ROUTE = /^(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)[ =]\^?\//
/** `31h0m0s`, `5/m/ip`, `127.0.0.1:2181:/hbase` */
const MEASURE = /^(?:(?:\d{1,6}(?:ns|us|ms|s|m|h|d)){1,6}$|\d{1,6}\/[smhd](?:\/[a-z]+)?$|\d{1,3}(?:\.\d{1,3}){3}:\d+)/

/** Without quotes, in a program and in a text that shows one. */
function isBareCode({ value, place, bytes, valueEnd }: Candidate): boolean {
  if (value.includes('-') && CMDLET.test(value)) return true
  if (value.includes('::') && PATH.test(value)) return true
  if (value.includes('_') && NUMBER.test(value)) return true
  // PowerShell's table, and a call that ends at the text in it.
  if (value.startsWith('@{') || (value.includes('(') && /[(=]$/.test(value))) return true
  // `pass :class:`str`` of reStructuredText.
  if (bytes[valueEnd] === TICK && value.endsWith(':')) return true
  // It ends with the text that it stands in.
  if (isQuote(bytes[valueEnd]) || bytes[valueEnd] === BACKSLASH) return false
  if (place.language !== 'settings' && value.endsWith(':') && BLOCK.test(value)) return true
  return place.language === 'code' && NAME.test(value) && words(value).some(tells)
}

/** Of a key that is to be made: `openssl req -newkey rsa:2048`. */
const ALGORITHM = /^(?:rsa|dsa|ec|ed25519)(?::[\w$]{1,40})?$/i

/** Most values are refused by a character: an expression that is never run is never compiled. */
export function isCode(candidate: Candidate): boolean {
  const { nameWords, value, quote } = candidate
  if (quote === 0 && isBareCode(candidate)) return true
  if (isDigit(value.charCodeAt(0)) && MEASURE.test(value)) return true
  if (nameWords.at(-1) === 'newkey' && ALGORITHM.test(value)) return true
  return (value.includes('.') && FILE.test(value)) || (value.includes('/') && ROUTE.test(value))
}

const isDigit = (byte: number): boolean => byte >= 48 && byte <= 57
