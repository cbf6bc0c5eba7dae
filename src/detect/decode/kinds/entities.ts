// Character references of HTML and XML: &#43; &#x2b; &amp; https://html.spec.whatwg.org/multipage/named-characters.html
import { latin1 } from '../../bytes.ts'
import { findEscaped } from '../escapes.ts'
import type { Escape } from '../escapes.ts'
import type { Encoding } from '../contract.ts'

/** Those of ASCII: the name, then the character. */
const NAMED = new Map(
  (
    'amp& lt< gt> quot" apos\' equals= plus+ sol/ bsol\\ colon: semi; period. comma, lowbar_ hyphen- num# dollar$ percnt% commat@ ' +
    'excl! quest? ast* lpar( rpar) lbrace{ rbrace} lcub{ rcub} lsqb[ rsqb] verbar| vert| Hat^'
  )
    .split(' ')
    .map((pair) => [pair.slice(0, -1), pair.charCodeAt(pair.length - 1)]),
)
const REFERENCE = /^&(?:#x([0-9A-Fa-f]{1,6})|#(\d{1,7})|([A-Za-z]{2,7}));/

export const encoding: Encoding = {
  find: (bytes, { escapes }) => findEscaped(bytes, 'HTML entities', escapes.entities, (at) => referenceAt(bytes, at)),
}

function referenceAt(bytes: Uint8Array, at: number): Escape | undefined {
  const [all, hex, decimal, name] = REFERENCE.exec(latin1(bytes, at, Math.min(bytes.length, at + 11))) ?? []
  if (all === undefined) return undefined
  const stands =
    name === undefined ? Number.parseInt(hex ?? decimal!, hex === undefined ? 10 : 16) : (NAMED.get(name) ?? Number.NaN)
  return stands <= 0x10ffff ? { length: all.length, stands } : undefined
}
