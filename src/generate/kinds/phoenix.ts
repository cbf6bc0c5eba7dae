// Phoenix's SECRET_KEY_BASE: the first 64 characters of 64 bytes in base64. https://hexdocs.pm/phoenix/Mix.Tasks.Phx.Gen.Secret.html
import type { Generator } from '../contract.ts'
import { FLOOR } from '../bytes.ts'
import { toBase64 } from '../encode.ts'

export const generator: Generator = {
  describe: 'Phoenix SECRET_KEY_BASE',
  group: 'frameworks',
  options: {},
  floor: FLOOR.key,
  usualBits: 384,
  make: (random) => ({ value: toBase64(random.bytes(64)).slice(0, 64), bits: 64 * 6 }),
}
