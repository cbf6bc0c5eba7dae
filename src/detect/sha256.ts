// SHA-256 without a platform: checks run at once, and in a browser too. https://csrc.nist.gov/pubs/fips/180-4/upd1/final

/** Made when first needed: a clean commit meets no checksum. */
let constants: Record<'start' | 'rounds', number[]> | undefined

function makeConstants(): NonNullable<typeof constants> {
  const primes: number[] = []
  for (let n = 2; primes.length < 64; n++) if (primes.every((prime) => n % prime !== 0)) primes.push(n)
  const fraction = (x: number): number => ((x % 1) * 2 ** 32) | 0
  return {
    start: primes.slice(0, 8).map((prime) => fraction(prime ** (1 / 2))),
    rounds: primes.map((prime) => fraction(prime ** (1 / 3))),
  }
}

const turn = (x: number, by: number): number => (x >>> by) | (x << (32 - by))

export function sha256(message: number[]): number[] {
  const bytes = [...message, 0x80]
  while (bytes.length % 64 !== 56) bytes.push(0)
  for (let shift = 56; shift >= 0; shift -= 8) bytes.push(Math.floor((message.length * 8) / 2 ** shift) & 255)
  const { start, rounds } = (constants ??= makeConstants())
  const state = [...start]
  for (let block = 0; block < bytes.length; block += 64) addBlock(state, bytes, block, rounds)
  return state.flatMap((word) => [word >>> 24, (word >>> 16) & 255, (word >>> 8) & 255, word & 255])
}

function addBlock(state: number[], bytes: number[], block: number, rounds: number[]): void {
  const w: number[] = []
  for (let i = 0; i < 16; i++) {
    const at = block + i * 4
    w.push((bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!)
  }
  for (let i = 16; i < 64; i++) {
    const a = w[i - 15]!
    const b = w[i - 2]!
    const low = turn(a, 7) ^ turn(a, 18) ^ (a >>> 3)
    const high = turn(b, 17) ^ turn(b, 19) ^ (b >>> 10)
    w.push((w[i - 16]! + low + w[i - 7]! + high) | 0)
  }
  let [a, b, c, d, e, f, g, h] = state as [number, number, number, number, number, number, number, number]
  for (let i = 0; i < 64; i++) {
    const one = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + rounds[i]! + w[i]!) | 0
    const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0
    ;[h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0]
  }
  for (const [i, word] of [a, b, c, d, e, f, g, h].entries()) state[i] = (state[i]! + word) | 0
}
