// Brings a file's bytes to UTF-8: the engine reads nothing else. UTF-16 is what PowerShell's `>` writes.
import { NEWLINE } from '../detect/bytes.ts'
import type { Reading } from '../types.ts'

/** As git does: a NUL in the first 8000 bytes makes it binary (buffer_is_binary in xdiff-interface.c). */
const LOOKED_AT = 8000

/** The content as UTF-8, and where it may be of two kinds (`echo x >> utf16.txt`), a second reading of it. */
export function decode(bytes: Uint8Array): Reading {
  const utf16 = utf16Encoding(bytes)
  if (utf16) {
    return {
      bytes: new TextEncoder().encode(new TextDecoder(utf16).decode(bytes)),
      binary: false,
      also: withoutNuls(bytes),
    }
  }
  const marked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf
  const text = marked ? bytes.subarray(3) : bytes
  const binary = text.subarray(0, LOOKED_AT).includes(0)
  return holdsWideText(text) ? { bytes: text, binary, also: wideText(text) } : { bytes: text, binary }
}

/** Narrow characters with NULs between them: text in UTF-16 or UTF-32 somewhere in other data. */
function holdsWideText(bytes: Uint8Array): boolean {
  const first = bytes.indexOf(0)
  if (first === -1) return false
  const seen = (at: number): boolean => (bytes[at] ?? 0) > 31
  // Data is full of NULs: to look for the next one natively takes longer than this.
  for (let at = first; at < bytes.length - 6; at++) {
    if (bytes[at + 6] !== 0 || bytes[at + 4] !== 0 || bytes[at + 2] !== 0 || bytes[at] !== 0) continue
    if ((seen(at + 1) || seen(at + 3)) && (seen(at + 5) || seen(at + 7))) return true
  }
  return false
}

/** All but the NULs: text in any width, one byte a character. */
function withoutNuls(bytes: Uint8Array): Uint8Array {
  const kept = new Uint8Array(bytes.length)
  let length = 0
  for (const byte of bytes) if (byte !== 0) kept[length++] = byte
  return kept.subarray(0, length)
}

/** Only the characters with a NUL beside them, what lies between as one blank, and the newlines: little of a program, all of its wide text. */
function wideText(bytes: Uint8Array): Uint8Array {
  const kept = new Uint8Array(bytes.length)
  let length = 0
  let blank = true
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at]!
    if (byte === 0) continue
    if (byte === NEWLINE || bytes[at + 1] === 0 || (at > 0 && bytes[at - 1] === 0)) {
      kept[length++] = byte
      blank = false
    } else if (!blank) {
      kept[length++] = 32
      blank = true
    }
  }
  return kept.slice(0, length)
}

/** Of a text in UTF-16, with a byte order mark or without. @param bytes its beginning */
export function utf16Encoding(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  // FF FE 00 00 would be UTF-32, which nobody stores.
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  return guessUtf16(bytes)
}

/** Without a mark: text in a Latin script has a NUL in nearly every second byte, always on the same side. */
function guessUtf16(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const end = Math.min(bytes.length, 1024) & ~1
  // A native look first: a hook has no time for a loop over each file's beginning.
  if (end < 8 || !bytes.subarray(0, end).includes(0)) return undefined
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
