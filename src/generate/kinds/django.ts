// Django's SECRET_KEY: get_random_secret_key(). https://github.com/django/django/blob/main/django/core/management/utils.py
import type { Generator } from '../contract.ts'
import { DIGITS, LOWER } from '../alphabets.ts'
import { FLOOR } from '../bytes.ts'
import { characters, entropyBits } from '../random.ts'

export const DJANGO = `${LOWER}${DIGITS}!@#$%^&*(-_=+)`
const LENGTH = 50

export const generator: Generator = {
  describe: 'Django SECRET_KEY',
  group: 'frameworks',
  options: {},
  floor: FLOOR.key,
  usualBits: 282,
  make: (random) => ({ value: characters(random, DJANGO, LENGTH), bits: entropyBits(DJANGO.length, LENGTH) }),
}
