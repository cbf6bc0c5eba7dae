// Does a name announce a secret? Names are split into words, and the words decide: `api_key` does, `keyboard` and `token_url` do not.
import { OTHER_WORDS, withPasswords } from './password-names.ts'

/** Alone they announce a secret. */
const SECRET_WORDS = new Set(
  'password passwd passwrd pwd pass passphrase passcode secret secrets token apikey credential credentials creds psk authkey secretkey privatekey accesskey accesstoken authtoken clientsecret appsecret dbpassword userpassword pw passw'.split(
    ' ',
  ),
)
/** Run together with other words: `apitoken`, `mysqlrootpwd`. */
const endsSecretly = endsWithOne(
  'password passwd passphrase pwd secret token apikey secretkey accesskey authkey privatekey passwords passwds passphrases pwds secrets tokens apikeys secretkeys accesskeys authkeys privatekeys',
)
/** `key`, `auth` and `code` do only beside one of these. */
const WEAK_WORDS = new Set(['key', 'keys', 'auth', 'authorization', 'pin', 'signature', 'salt'])
const KEY_WORDS = new Set(
  'api access secret private auth encryption encrypt decryption signing sign master client account app application service storage session license admin crypt cipher aes hmac jwt webhook shared consumer subscription server deploy ssh rsa security'.split(
    ' ',
  ),
)
/** As last word they turn the name into something about a secret. */
const ABOUT = new Set(
  [
    'url uri urls link endpoint path file filename dir directory folder name names id ids uuid type types kind length len size max min count',
    'limit field fields label hint placeholder prompt message msg text title description desc help error errors expiry expires expiration',
    'expire ttl timeout age lifetime date time timestamp version policy policies rule rules regex pattern validator validation validate',
    'strength format provider manager service store storage vault ref reference env var variable header headers cookie param params',
    'parameter property prop column table index position status state enabled disabled required optional reset forgot confirm confirmation',
    'confirmed change changed update updated create created delete remove list view page form button input dialog modal screen visible visibility',
    'hidden hide show toggle icon class classes style css selector attribute attr scope scopes audience issuer algorithm algo alg encoder',
    'encoding hasher generator factory handler helper util utils response request result callback listener event events action method',
    'mode schema model entity dto controller module component interface impl config configuration settings options option prefix suffix',
    'usage budget tokenizer arn region host hostname port domain bucket cert certificate pair ring board code codes press up down bind binding bindings stroke word words verifier checker used left remaining',
  ]
    .join(' ')
    .split(' '),
)
const PUBLIC = new Set([
  'public',
  'pub',
  'publishable',
  'no',
  'not',
  'without',
  'is',
  'has',
  'test',
  'foreign',
  'primary',
  'partition',
  'sort',
  'cache',
  'row',
])

/** `camelCase`, `snake_case`, `kebab-case`, `dotted.name`, `SCREAMING2`: lower-case words. */
export const words = (name: string): string[] =>
  name.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+/g)?.map((word) => word.toLowerCase()) ?? []

export type NameVerdict = 'password' | 'secret' | 'key' | undefined

/** What kind of secret the name announces, if any. */
export const judgeName = (name: string): NameVerdict => kindOf(withPasswords(words(name)))

/** The same of a name's words. */
export function kindOf(all: string[]): NameVerdict {
  const last = all.at(-1)
  if (!last || ABOUT.has(last)) return undefined
  let kind: NameVerdict
  for (const [i, word] of all.entries()) {
    if (SECRET_WORDS.has(word) || endsSecretly(word)) kind = /^pw|pass(?!key)|pwd/.test(word) ? 'password' : 'secret'
    else if (word === 'seed' || word === 'mnemonic') kind = 'key'
    else if (WEAK_WORDS.has(word) && all.slice(Math.max(0, i - 2), i).some((w) => KEY_WORDS.has(w))) kind = 'key'
  }
  if (kind && kind !== 'password' && all.some((word) => PUBLIC.has(word))) return undefined
  return kind
}

/** As last word: the value identifies, locates or versions something. */
const IDENTIFIES = new Set(
  'id ids sid uuid guid url uri host hostname domain user username email name version region revision rev commit sha hash md digest checksum integrity fingerprint etag org organization workspace tenant'.split(
    ' ',
  ),
)

/** True for names of identifiers and public values that share a secret's shape: `TWITCH_CLIENT_ID`, `PUBLIC_KEY`, `datadog_commit`. */
export const namesIdentifier = (name: string): boolean => identifies(words(name))

/** The same of a name's words. */
export function identifies(all: string[]): boolean {
  return IDENTIFIES.has(all.at(-1) ?? '') || all.includes('public') || all.includes('publishable')
}

const endsTellingly = endsWithOne(
  'key keys token tokens secret secrets password passwords passwd passwds passphrase passcode pw pwd pass auth cred creds credential credentials psk salt seed mnemonic',
)
const beginsTellingly = (word: string): boolean => BEGINNINGS.some((beginning) => word.startsWith(beginning))
const BEGINNINGS = ['pass', 'secret', 'token', 'auth']
const MISLEADING = new Set([
  ...OTHER_WORDS,
  ...'nopasswd indentkeys cinkeys keyboard monkey donkey turkey hockey jockey whiskey hotkey keypress passive passage passages passing passed passenger passes passthrough author authors authored tokenize tokenizer secretary'.split(
    ' ',
  ),
])

/** With one of these words the value is meant to be seen, is no more than a digest, or tells a time. */
const HARMLESS = new Set(
  'public publishable pubkey pubkeys sitekey encrypted crypted hashed expires expiry expiration expire ttl'.split(' '),
)
/** As last word they make the value a digest, a place, a name, a time or a number used once. */
const HARMLESS_END = new Set(
  [
    'hash sha md bcrypt digest checksum fingerprint thumbprint etag signature signatures nonce timestamp lifespan through',
    'file filename path dir directory folder url urls routes header headers',
    'id ids guid identifier identifiers label lookup type types method methods iterations algorithm algo alg mechanism',
  ]
    .join(' ')
    .split(' '),
)
/** Right before a last word `key` or `token` they make it a place in a list, or the name of a thing that is kept or sent once. */
const HARMLESS_BEFORE = new Set(
  'page pagination continuation resume cursor sync cache caching dedup dedupe deduplication idempotency idempotent row partition sort foreign primary site pub'.split(
    ' ',
  ),
)

/** Before `key` alone; Sec-WebSocket-Key is sent once. https://www.rfc-editor.org/rfc/rfc6455#section-11.3.1 */
const HARMLESS_BEFORE_KEY = new Set('group routing msg message map lookup websocket'.split(' '))

/**
 * A wide gate before the judge: one of the name's words could announce a secret, and it is no other word that begins or ends alike.
 */
export const mayAnnounce = (nameWords: string[]): boolean =>
  !endsHarmlessly(nameWords) &&
  !nameWords.some((word) => HARMLESS.has(word)) &&
  !isPlaceOrTicket(nameWords) &&
  nameWords.some(tells)

/** Could the word announce a secret, or begin or end with one that does? */
export const tells = (word: string): boolean => (endsTellingly(word) || beginsTellingly(word)) && !MISLEADING.has(word)

/** The `secret_id` of Vault is one. */
const endsHarmlessly = (nameWords: string[]): boolean =>
  HARMLESS_END.has(nameWords.at(-1) ?? '') && !(nameWords.at(-1) === 'id' && nameWords.at(-2) === 'secret')

/** `page_token`, `cache_key`; X-Amz-Credential says who signs, when and for what. */
function isPlaceOrTicket(nameWords: string[]): boolean {
  const last = nameWords.at(-1)
  const before = nameWords.at(-2)
  if (before === undefined) return false
  if (last === 'credential') return before === 'amz'
  if (last === 'key' && (HARMLESS_BEFORE_KEY.has(before) || (before === 'socket' && nameWords.at(-3) === 'web')))
    return true
  // ClientRequestToken of AWS makes a request that is sent twice count once.
  if (last === 'token' && before === 'request' && nameWords.at(-3) === 'client') return true
  return HARMLESS_BEFORE.has(before) && /^(?:key|token)s?$/.test(last ?? '')
}

/** By the last letter, and no expression: compiling one takes a commit's hook longer than all its names. */
function endsWithOne(endings: string): (word: string) => boolean {
  const byLast = new Map<string, string[]>()
  for (const ending of endings.split(' ')) {
    const last = ending.slice(-1)
    byLast.set(last, [...(byLast.get(last) ?? []), ending])
  }
  return (word) => byLast.get(word.slice(-1))?.some((ending) => word.endsWith(ending)) ?? false
}
