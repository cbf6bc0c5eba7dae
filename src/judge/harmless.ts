// Values that open nothing although their names sound like secrets: public keys, fingerprints, digests, sealed texts, results of tests.
import { SLASH } from '../detect/ascii.ts'
import { latin1 } from '../detect/bytes.ts'
import { fromBase64, sequenceLength } from '../detect/der.ts'
import { bigramBits, SURELY_RANDOM_BITS } from './bigrams.ts'
import type { Candidate } from './candidate.ts'
import { isAbout } from './about.ts'
import { isCode } from './code.ts'
import { isComposed } from './composed.ts'
import { lineBefore } from './surroundings.ts'

/** Files of a package manager: names and digests. */
const LOCK_FILE = /\.lock$|-lock\.(?:json|ya?ml)$|\/go\.sum$/

/** The cheap questions first: of most candidates only the shape is asked. */
export function opensNothing(candidate: Candidate): boolean {
  const { name, kind, value, shape, joint, quote, place } = candidate
  if (name === 'PASS' && quote === 0 && isTestResult(candidate)) return true
  if (isOfFile(candidate) && !/\d/.test(value)) return true
  if (shape === 'hex' && (isFingerprint(candidate) || isDigest(candidate))) return true
  if (shape === 'base64' && (isPublicKey(value) || isSealed(candidate))) return true
  if (isShown(candidate) || isGenerated(name) || isAbout(candidate)) return true
  if (isCode(candidate) || isComposed(candidate) || isText(value)) return true
  if (kind === 'none' && value.length > 32 && CONTENT_ADDRESS.test(value)) return true
  // `AKIA.../20160628/us-west-2/s3/aws4_request`: who signed, when and for what.
  if (value.includes('aws4_request') || (value.startsWith('AAAA') && SSH_PUBLIC.test(value))) return true
  if (PUBLIC_VALUE.test(value) || DOTFILE.test(value)) return true
  if (REFERS.test(value)) return true
  if (quote === 0 && place.path.endsWith('.vim') && VIM_VARIABLE.test(value)) return true
  if (joint === 'colon' && quote === 0 && /\.[cm]?tsx?$/.test(place.path) && TYPE.test(value)) return true
  return LOCK_FILE.test(place.path)
}

/** `key-selection.c: Likewise.`, `man/passwd.1: cleanups`: what a log of changes says of a file; or a page's words. */
const isOfFile = ({ name, bytes, nameStart, place }: Candidate): boolean =>
  bytes[nameStart - 1] === SLASH || SOURCE_FILE.test(name) || LABELS.test(place.path)
const SOURCE_FILE = /\.(?:[ch]|cc|cpp|js|ts|py|rb|go|sh|el|scm|exp|php|java|html|css|md|txt)$/
/** Words that a page shows, each under a name that says where: `password: Contrasena`. */
const LABELS = /(?:^|\/)(?:locales?|i18n|lang|translations?)\//
/** What a page of everybody's holds: keys that say that they are published, and a point of P-256 as VAPID has it. */
const PUBLIC_VALUE = /^(?:(?:pk|phc)[._][\w.-]{20,}|B[\w-]{86}=?)$/

/** Of a mount in Docker, and of an extension in OpenSSL: `--secret id=npm,src=.npmrc`, `authorityKeyIdentifier = keyid:always`. */
const REFERS = /^(?:(?:id|src|source|type)=[\w./~-]{1,80}(?:,|$)|keyid(?::always)?(?:,|$))/
/** The length and the name of its kind, in base64: `ssh-rsa`, `ssh-ed25519`, `ecdsa-...`, `sk-...`. */
const SSH_PUBLIC = /^AAAA(?:B3NzaC1|C3NzaC1|E2VjZHNh|GnNrLXNz|InNrLWVj)/
/** `Shape.` and the digest of what it is: a name that is made of the content. */
const CONTENT_ADDRESS = /^(?:[A-Z][A-Za-z]{1,30}[.:-]){1,4}(?:[\da-f]{32}|[\da-f]{40}|[\da-f]{64})$/

/** Short lines in one string: `A\nB\nC\nD`; a key in PEM has long ones. */
function isText(value: string): boolean {
  const lines = value.split('\\n')
  return lines.length > 3 && lines.every((line) => line.length < 40)
}

/** A file or a selector: `after(read('.env.dev'), ...)`. */
const DOTFILE = /^(?:\.[a-z][a-z_-]{1,20}){1,3}$/

const VIM_VARIABLE = /^[abglstvw]:[A-Za-z_]/

/** `XmlString256`; of letters alone it is no candidate. */
const TYPE = /^(?:[A-Z][a-z]+){1,6}\d{1,4};?$/

const RESULT = /^[ -]*(?:PASS|X?FAIL|XPASS|KFAIL|SKIP|ERROR|UNSUPPORTED|UNTESTED|UNRESOLVED)\b/
const LONGEST_LINE = 200

/** `PASS: name`, in a log or with another such line above or below it. */
function isTestResult({ bytes, nameStart, valueEnd, place }: Candidate): boolean {
  if (/\.(?:log|sum)\b/.test(place.path)) return true
  const before = latin1(bytes, Math.max(0, nameStart - 2 * LONGEST_LINE), nameStart).split('\n')
  const behind = latin1(bytes, valueEnd, Math.min(bytes.length, valueEnd + 2 * LONGEST_LINE)).split('\n')
  return RESULT.test(before.at(-2) ?? '') || RESULT.test(behind[1] ?? '')
}

const PGP = new Set('gpg pgp gpgkey pgpkey apt ppa keyserver keyring signingkey fingerprint recv'.split(' '))
const PGP_COMMAND = /\b(?:gpg|apt-key|keyserver|recv-keys)\b/

/** A key of GPG is named by the last 8 or 16 digits, or all 40, of its fingerprint. */
function isFingerprint({ nameWords, kind, value, bytes, nameStart }: Candidate): boolean {
  if (!/^(?:[\dA-F]{8}|[\dA-F]{16}|[\dA-F]{40})$/.test(value)) return false
  // `TINI_KEY`
  if (kind === 'none' && value.length === 40 && nameWords.at(-1) === 'key') return true
  return nameWords.some((word) => PGP.has(word)) || PGP_COMMAND.test(lineBefore(bytes, nameStart, LONGEST_LINE))
}

/**
 * `checksum/secret: ...`: what Helm's charts write so that a changed secret starts its pods anew; `("password", "5f4d...")`: what
 * a test of digests expects of the first text.
 */
const isDigest = ({ bytes, nameStart, joint, kind }: Candidate): boolean =>
  (joint === 'comma' && kind === 'password') ||
  (bytes[nameStart - 1] === SLASH && /\b(?:checksum|hash|sha\d*|digest)\/$/i.test(lineBefore(bytes, nameStart, 24)))

/** What RFC 6455 hashes with a key. https://www.rfc-editor.org/rfc/rfc6455#section-1.3 */
const WEBSOCKET = '258EAFA5-E914-'
const SHOWN_BEFORE = /(?:\.svg\?(?:[\w.%-]{1,20}=[\w.%-]{0,40}&)?|\bdata-cf-beacon=.{1,12})$/
/** What GitHub says of a public key beside it. */
const PUBLIC_BESIDE = /"(?:verified|read_only|public_key)"/
const PUBLIC_PLACE = 200

/** Public keys of NATS and of GitHub's API, and tokens of what everybody may look at: `badge.svg?token=`. */
function isShown({ nameWords, value, bytes, nameStart, valueEnd }: Candidate): boolean {
  if (value.startsWith(WEBSOCKET)) return true
  if (nameWords.at(-1) === 'nkey') return /^[UAONCX][A-Z2-7]{55}$/.test(value)
  if (nameWords.length !== 1) return false
  if (nameWords[0] === 'token') return SHOWN_BEFORE.test(lineBefore(bytes, nameStart, 80))
  const around = Math.max(0, nameStart - PUBLIC_PLACE)
  return (
    nameWords[0] === 'key' && PUBLIC_BESIDE.test(latin1(bytes, around, Math.min(bytes.length, valueEnd + PUBLIC_PLACE)))
  )
}

/** `C1wPwdTQeGgf`: in random data the names are random too. */
const isGenerated = (name: string): boolean =>
  name.length >= 10 &&
  /^(?=.{0,9}[a-z])(?=.{0,9}[A-Z])[A-Za-z\d]+$/.test(name) &&
  bigramBits(name) >= (/\d/.test(name) ? SURELY_RANDOM_BITS : RANDOM_NAME_BITS)
/** Names of abbreviations have up to 6.5: `authCfgKey`. */
const RANDOM_NAME_BITS = 7

/** DER begins with two sequences, and an object identifier is the first in it: SubjectPublicKeyInfo. A private key begins with its version. */
function isPublicKey(value: string): boolean {
  // A sequence of more than 63 bytes.
  if (!value.startsWith('M') || value.length < 56) return false
  const der = fromBase64(value.slice(0, 32)) ?? ''
  if (sequenceLength(der) === undefined) return false
  const inner = der.slice(der.charCodeAt(1) < 0x80 ? 2 : 2 + (der.charCodeAt(1) & 0x7f))
  return sequenceLength(inner) !== undefined && inner.charCodeAt(2) === 6
}

/** How far above it the map's name is looked for: each of its values takes about 700 bytes. */
const SEALED_MAP = 2 ** 13

/** Only the cluster that a SealedSecret was made for can open its values. They begin with the length of what a key of 4096 bits encrypts. */
const isSealed = ({ value, bytes, valueEnd }: Candidate): boolean =>
  value.length > 80 &&
  /^Ag[A-D]/.test(value) &&
  /\bencryptedData\b|\bSealedSecret\b/.test(latin1(bytes, Math.max(0, valueEnd - SEALED_MAP), valueEnd))
