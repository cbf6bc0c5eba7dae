// What the keys and salts of WordPress are made of: wp_generate_password(64, true, true).
// https://developer.wordpress.org/reference/functions/wp_generate_password/
import type { Random } from './contract.ts'
import { ALPHABETS } from './alphabets.ts'
import { characters } from './random.ts'

/** No quote, no backslash: it may stand in a PHP string as it is. */
export const WORDPRESS = `${ALPHABETS.alphanumeric}!@#$%^&*()-_ []{}<>~\`+=,.;:/?|`
export const SALT_LENGTH = 64
export const SALT_NAMES = ['KEY', 'SALT'].flatMap((kind) =>
  ['AUTH', 'SECURE_AUTH', 'LOGGED_IN', 'NONCE'].map((use) => `${use}_${kind}`),
)

export const wordpressSalt = (random: Random): string => characters(random, WORDPRESS, SALT_LENGTH)
