// The alphabets that secrets are drawn from or written in.

export const LOWER = 'abcdefghijklmnopqrstuvwxyz'
export const UPPER = LOWER.toUpperCase()
export const DIGITS = '0123456789'

export const ALPHABETS = {
  /** In the order of Python's string.ascii_letters + string.digits. */
  alphanumeric: LOWER + UPPER + DIGITS,
  base62: DIGITS + UPPER + LOWER,
  /** Bitcoin's: without 0, O, I and l. */
  base58: '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz',
  base36: DIGITS + LOWER,
  base32: `${UPPER}234567`,
  base64url: `${UPPER}${LOWER}${DIGITS}-_`,
  hex: `${DIGITS}abcdef`,
  letters: LOWER + UPPER,
  lower: LOWER,
  upper: UPPER,
  digits: DIGITS,
} as const

/** Characters that are taken for one another when they are read. */
export const LOOK_ALIKES = '0O1Il|'
