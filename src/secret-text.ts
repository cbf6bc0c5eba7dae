// A secret that cannot be printed by accident: every way to turn it into text gives the redacted form.

const inspect = Symbol.for('nodejs.util.inspect.custom')

/** Loaded when there is a finding: it takes five milliseconds, and most commits are clean. */
const crypto = (): typeof import('node:crypto') => process.getBuiltinModule('node:crypto')

export class SecretText {
  readonly #text: string
  readonly redacted: string

  constructor(text: string, redacted: string) {
    this.#text = text
    this.redacted = redacted
  }

  /** The one way to the raw text. Do not print, log or store what it gives. */
  reveal(): string {
    return this.#text
  }

  /** Constant-time comparison. */
  equals(other: SecretText): boolean {
    const [a, b] = [Buffer.from(this.#text), Buffer.from(other.#text)]
    return a.length === b.length && crypto().timingSafeEqual(a, b)
  }

  toString(): string {
    return this.redacted
  }

  toJSON(): string {
    return this.redacted
  }

  [Symbol.toPrimitive](): string {
    return this.redacted
  }

  [inspect](): string {
    return this.redacted
  }
}

const MASK = '********'

/**
 * The public beginning of a secret, then stars. Their number is fixed, so that not even the length is told.
 * @param prefix what the rule's keyword fixes anyway (`ghp_`); it is shown only when the secret begins with it and goes on for 8 characters or more.
 */
export function redact(secret: string, prefix = ''): string {
  const shown =
    prefix && secret.toLowerCase().startsWith(prefix.toLowerCase()) && secret.length - prefix.length >= 8
      ? prefix.length
      : 0
  return secret.slice(0, shown) + MASK
}

/**
 * HMAC-SHA256 of rule and secret, 128 bits as hex. It holds no position and no path, so it outlives moves, renames and
 * rebases. Keyed with `fingerprintSalt` of the configuration (kept in the repository, where the history holds the
 * secret anyway), so that those who get only a report cannot try passwords against it.
 */
export function fingerprint(salt: string, rule: string, secret: string): string {
  return crypto().createHmac('sha256', `unleak/1/${salt}`).update(`${rule}\0${secret}`).digest('hex').slice(0, 32)
}
