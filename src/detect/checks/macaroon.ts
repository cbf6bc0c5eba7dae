// PyPI tokens are macaroons in the binary format, version 2: packets of type, length and data, sections that end in a zero,
// and a signature of 32 bytes. https://github.com/rescrv/libmacaroons/blob/master/doc/format.txt
import type { Check } from '../check.ts'

const VERSION = 2
const IDENTIFIER = 2
const SIGNATURE = 6
const SIGNATURE_LENGTH = 32

export const check: Check = (secret) => {
  try {
    // Behind the prefix `pypi-`.
    const body = secret.slice(secret.indexOf('-') + 1)
    if (isMacaroon(atob(body.replaceAll('-', '+').replaceAll('_', '/'))))
      return { ok: true, confidence: 'high', reason: 'it is a whole macaroon' }
  } catch {
    // No base64.
  }
  return { ok: false, reason: 'it is no whole macaroon' }
}

function isMacaroon(bytes: string): boolean {
  if (bytes.charCodeAt(0) !== VERSION) return false
  let at = 1
  // The head, then caveats; an empty section ends them.
  for (let sections = 0; ; sections++) {
    let identified = false
    while (bytes.charCodeAt(at) > 0) {
      identified ||= bytes.charCodeAt(at) === IDENTIFIER
      const packet = readLength(bytes, at + 1)
      at = packet.dataStart + packet.length
    }
    if (bytes.charCodeAt(at) !== 0) return false
    at++
    if (identified) continue
    if (sections === 0) return false
    break
  }
  const signature = readLength(bytes, at + 1)
  return (
    bytes.charCodeAt(at) === SIGNATURE &&
    signature.length === SIGNATURE_LENGTH &&
    signature.dataStart + SIGNATURE_LENGTH === bytes.length
  )
}

/** Seven bits a byte, the lowest first. */
function readLength(bytes: string, from: number): { length: number; dataStart: number } {
  let length = 0
  for (let at = from, shift = 0; shift < 28; at++, shift += 7) {
    const byte = bytes.charCodeAt(at)
    length |= (byte & 127) << shift
    if (byte < 128) return { length, dataStart: at + 1 }
  }
  // Longer than any token: behind its end.
  return { length: 0, dataStart: Number.POSITIVE_INFINITY }
}
