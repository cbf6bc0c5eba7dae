// An API key of Tastypie: the HMAC-SHA-1 of nothing under a random UUID. https://github.com/django-tastypie/django-tastypie/blob/master/tastypie/models.py
import type { Generator } from '../contract.ts'
import { FLOOR } from '../bytes.ts'
import { toHex } from '../encode.ts'
import { hmac } from '../hmac.ts'
import { uuidBytes } from '../uuid.ts'

export const generator: Generator = {
  describe: 'Tastypie API key',
  group: 'tokens',
  options: {},
  floor: FLOOR.key,
  usualBits: 122,
  make: async (random) => ({
    value: toHex(await hmac('SHA-1', uuidBytes(random.bytes(16), 4), new Uint8Array())),
    bits: 122,
  }),
}
