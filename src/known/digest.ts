// How the burned list names a value without holding it: length, head and digest of each of its forms. Pure but for HMAC.
import { headOf } from './finder.ts'
import type { Target } from './finder.ts'
import { formsOf } from './forms.ts'

/**
 * Loaded when it is needed: five milliseconds. HMAC-SHA256 and no slow hash: whatever lets us pass over a byte cheaply lets
 * an attacker pass over a guess as cheaply (the head alone rules out all but one in 16 million), so a slow second step
 * would cost scans a lot and guessers nothing. What the list must not do is tell live or guessable values, and it
 * holds dead ones only, the guessable left out.
 */
const hmac = (salt: string, bytes: Uint8Array): string =>
  process
    .getBuiltinModule('node:crypto')
    .createHmac('sha256', Buffer.from(salt, 'hex'))
    .update(bytes)
    .digest('hex')
    .slice(0, 32)

const FORM = /^(\d{1,7}):([0-9a-f]{6}):([0-9a-f]{32})$/

/** `LENGTH:HEAD:DIGEST` for each form. @param salt hex */
export const digestsOf = (salt: string, value: string): string[] =>
  formsOf(value).map((form) => `${form.length}:${headOf(form).toString(16).padStart(6, '0')}:${hmac(salt, form)}`)

/** What the finder looks for, or undefined where the text is none of `digestsOf`. */
export function targetOf<T>(salt: string, digests: string, of: T): Target<T> | undefined {
  const [, length, head, digest] = FORM.exec(digests) ?? []
  if (digest === undefined) return undefined
  return {
    length: Number(length),
    head: Number.parseInt(head!, 16),
    equals: (bytes) => hmac(salt, bytes) === digest,
    of,
  }
}

/** Is it the value that these digests were made of? */
export const isOf = (salt: string, digests: string[], value: string): boolean => {
  const [own] = formsOf(value)
  return own !== undefined && digests[0]?.endsWith(`:${hmac(salt, own)}`) === true
}
