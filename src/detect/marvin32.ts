// Marvin32, the keyed checksum of Microsoft's "identifiable" keys.
// https://github.com/microsoft/SymCrypt/blob/main/lib/marvin32.c

const rotate = (word: number, bits: number): number => (word << bits) | (word >>> (32 - bits))

/**
 * @param text one character a byte.
 * @param seed eight characters: the name of the kind of key, such as `Default0`.
 */
export function marvin32(text: string, seed: string): number {
  let high = word(seed, 0, true)
  let low = word(seed, 4, true)
  const whole = text.length & ~3
  for (let at = 0; at < whole; at += 4) mix(word(text, at, false))
  let last = 0x80
  for (let at = text.length - 1; at >= whole; at--) last = (last << 8) | text.charCodeAt(at)
  mix(last)
  mix(0)
  return (low ^ high) >>> 0

  function mix(value: number): void {
    low = (low + value) | 0
    high ^= low
    low = (rotate(low, 20) + high) | 0
    high = rotate(high, 9) ^ low
    low = (rotate(low, 27) + high) | 0
    high = rotate(high, 19)
  }
}

function word(text: string, at: number, bigEndian: boolean): number {
  let value = 0
  for (let i = 0; i < 4; i++) value |= text.charCodeAt(at + i) << (8 * (bigEndian ? 3 - i : i))
  return value
}
