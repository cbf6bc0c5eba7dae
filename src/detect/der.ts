// The outermost element of DER: how long it says it is.
// https://www.itu.int/rec/T-REC-X.690

/** Bytes of the first element with its head, or undefined when it is no sequence. */
export function sequenceLength(bytes: string): number | undefined {
  if (bytes.charCodeAt(0) !== 0x30) return undefined
  const first = bytes.charCodeAt(1)
  if (first < 0x80) return 2 + first
  const count = first & 0x7f
  if (count < 1 || count > 3) return undefined
  let length = 0
  for (let i = 0; i < count; i++) length = length * 256 + bytes.charCodeAt(2 + i)
  return 2 + count + length
}

/** Base64 of any wrapping to bytes, one character each; undefined when it is none. A cut end is dropped. */
export function fromBase64(text: string): string | undefined {
  const plain = text.replace(/[^A-Za-z0-9+/]/g, '')
  try {
    return atob(plain.slice(0, plain.length % 4 === 1 ? -1 : undefined))
  } catch {
    return undefined
  }
}
