// Flask's SECRET_KEY, as its documentation makes it: secrets.token_hex(). https://flask.palletsprojects.com/en/stable/config/#SECRET_KEY
import type { Generator } from '../contract.ts'
import { FLOOR, randomBytes } from '../bytes.ts'
import { toHex } from '../encode.ts'

export const generator: Generator = {
  describe: 'Flask SECRET_KEY',
  group: 'frameworks',
  options: {},
  floor: FLOOR.key,
  usualBits: 256,
  make: (random) => randomBytes(random, { bytes: 32 }, toHex),
}
