// Which argument of a call is the password, and where its text begins: the second of `login("user", "x")`, the inner one of `token(Some("x"))`.
import { AMPERSAND, CLOSE_PAREN, COLON, COMMA, PAREN, STOP } from './ascii.ts'
import { latin1 } from './bytes.ts'
import { skipName } from './name-walk.ts'
import { startsWith } from './quotes.ts'
import { skipBlanks, skipSpace, stringAt } from './value.ts'

const LONGEST_ARGUMENT = 40
const LONGEST_CONVERSION = 20
const DEEPEST = 2

/** They take a user and a password; where a name stands first, it may be what is logged in to. */
const LOGIN =
  /(?:login|signin|authenticate|basicauth|passwordauthentication|(?:basic|static|network|password|aws|user|ntlm|login|plain|simple)\w{0,12}credentials?(?:provider)?(?:\.create|\.of)?|^credentials::new|user(?:_?name)?_?(?:and_?)?pass(?:word)?)$/i
/** They may take anything, unless two texts stand there: `NewAuth("x")`, `SetAuth("Bearer", token)`, `check_password("x")`. */
const MAY_LOG_IN =
  /(?:\.auth|(?:set|with|ntlm|login|digest|proxy|cram_?md5)_?auth|(?:auth|check|verify|validate|set|change|reset)_?pass(?:word|wd))$/i
/** What is opened or changed stands before the password. */
const OPENS = /(?:with|set|change|update|reset)_?(?:user_?)?pass(?:word|phrase)$/i
/** All that they are for is to hold what nobody may see: https://docs.rs/secrecy */
const HOLDS = /^(?:secret|secure)(?:string|box|vec)?::(?:new|from)$/i
/** Rust says so of a type's own functions. */
const CONSTRUCTORS = ['::new(', '::from(', '::from_static(']
/** What a text is put into before it is handed over. */
const WRAPPERS = [
  'Some(',
  'String::from(',
  '[]byte(',
  'new String(',
  'aws.String(',
  'Optional.of(',
  'SecretString::from(',
]

/** `login(user, "x")`, `ftp_login($connection, "user", "x")`: where it begins. @param nameStart of what is called @param first behind the parenthesis */
export function passwordArgument(bytes: Uint8Array, nameStart: number, first: number): number | undefined {
  const begin = skipSpace(bytes, first)
  const user = behindText(bytes, begin)
  const comma = skipBlanks(bytes, user ?? behindName(bytes, begin))
  if (bytes[comma] !== COMMA) return HOLDS.test(latin1(bytes, nameStart, first - 1)) ? first : undefined
  const second = skipSpace(bytes, comma + 1)
  const callee = latin1(bytes, nameStart, first - 1)
  if (user !== undefined) {
    const takesBoth =
      LOGIN.test(callee) || (user > begin + 2 && MAY_LOG_IN.test(callee) && behindText(bytes, second) !== undefined)
    return takesBoth ? second : undefined
  }
  if (OPENS.test(callee)) return second
  // What stands first is no user then, but what is logged in to.
  return LOGIN.test(callee) ? (textBehind(bytes, second) ?? second) : undefined
}

/** Behind a text and a comma: where another text begins. */
function textBehind(bytes: Uint8Array, from: number): number | undefined {
  const end = behindText(bytes, from)
  const comma = end === undefined ? from : skipBlanks(bytes, end)
  const next = skipSpace(bytes, comma + 1)
  return end !== undefined && bytes[comma] === COMMA && behindText(bytes, next) !== undefined ? next : undefined
}

/** Behind a text, what it is put into and what it becomes: `"x".into()`, `Some("x")`. */
function behindText(bytes: Uint8Array, from: number): number | undefined {
  const start = unwrapped(bytes, from)
  const text = stringAt(bytes, start, 'call')?.value
  if (!text) return undefined
  let at = text.valueEnd + 1
  if (bytes[at] === STOP) {
    const paren = skipName(bytes, at, LONGEST_CONVERSION)
    if (bytes[paren] !== PAREN || bytes[paren + 1] !== CLOSE_PAREN) return undefined
    at = paren + 2
  }
  return start > from && bytes[at] === CLOSE_PAREN ? at + 1 : at
}

/** Where a text begins that is put into something else, or what it is handed over as. */
export function unwrapped(bytes: Uint8Array, from: number): number {
  let at = from
  for (let depth = 0; depth < DEEPEST; depth++) at += WRAPPERS.find((text) => startsWith(bytes, at, text))?.length ?? 0
  return at
}

/** `ctx`, `&config`, `user.name()`. */
function behindName(bytes: Uint8Array, from: number): number {
  const at = skipName(bytes, bytes[from] === AMPERSAND ? from + 1 : from, LONGEST_ARGUMENT)
  return bytes[at] === PAREN && bytes[at + 1] === CLOSE_PAREN ? at + 2 : at
}

/** `ClientSecret::new("x")`: behind the parenthesis. @param at behind the type's name */
export function constructed(bytes: Uint8Array, at: number): number | undefined {
  if (bytes[at] !== COLON) return undefined
  const call = CONSTRUCTORS.find((text) => startsWith(bytes, at, text))
  return call === undefined ? undefined : at + call.length
}
