// Chance that is the same each time: the key stream of AES-256 in counter mode under a seed.
import { createCipheriv, createHash } from 'node:crypto'
import type { Random } from '../../src/generate/contract.ts'

export interface Stream extends Random {
  /** All bytes that were drawn so far, in order. */
  drawn: () => Buffer
}

const BLOCK = 65_536

export function stream(seed: string): Stream {
  const cipher = createCipheriv('aes-256-ctr', createHash('sha256').update(seed).digest(), Buffer.alloc(16))
  const more = (): Buffer => cipher.update(Buffer.alloc(BLOCK))
  let made = more()
  let at = 0
  return {
    bytes: (length) => {
      while (at + length > made.length) made = Buffer.concat([made, more()])
      at += length
      return Uint8Array.from(made.subarray(at - length, at))
    },
    drawn: () => made.subarray(0, at),
  }
}
