// Brings a file's bytes to UTF-8: the engine reads nothing else. UTF-16 is what PowerShell's `>` writes.

/** As git does: a NUL in the first 8000 bytes makes it binary (buffer_is_binary in xdiff-interface.c). */
const LOOKED_AT = 8000

export interface Decoded {
  bytes: Uint8Array
  binary: boolean
}

export function decode(bytes: Uint8Array): Decoded {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return { bytes: bytes.subarray(3), binary: false }
  const utf16 = utf16Encoding(bytes)
  if (utf16) return { bytes: new TextEncoder().encode(new TextDecoder(utf16).decode(bytes)), binary: false }
  return { bytes, binary: bytes.subarray(0, LOOKED_AT).includes(0) }
}

function utf16Encoding(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  // FF FE 00 00 would be UTF-32, which nobody stores.
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  return guessUtf16(bytes)
}

/** Without a mark: text in a Latin script has a NUL in nearly every second byte, always on the same side. */
function guessUtf16(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const end = Math.min(bytes.length, 1024) & ~1
  if (end < 8) return undefined
  let even = 0
  let odd = 0
  for (let i = 0; i < end; i += 2) {
    if (bytes[i] === 0) even++
    if (bytes[i + 1] === 0) odd++
  }
  const most = (end / 2) * 0.7
  if (odd > most && even === 0) return 'utf-16le'
  if (even > most && odd === 0) return 'utf-16be'
  return undefined
}
