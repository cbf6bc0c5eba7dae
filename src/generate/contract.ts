// What a generator is, and what it draws from.

/** The only source of chance: `globalThis.crypto` in earnest, a given stream of bytes in tests. */
export interface Random {
  bytes: (length: number) => Uint8Array
}

/** What a generator made. */
export interface Generated {
  /** The secret itself; with `public`, its private part. */
  value: string
  /** What belongs to it and is no secret: a public key, an id, a verifier; by name. */
  public?: Record<string, string>
  /** Entropy of the value, in bits. */
  bits: number
}

export type GeneratorOptions = Record<string, string | number | boolean>

/** Makes one kind of secret, here as in a browser. One file in src/generate/kinds; its name is the type's name. */
export interface Generator {
  describe: string
  /** Group on the page and in help: 'bytes', 'passwords', 'frameworks', 'tokens', 'keys' ... */
  group: string
  /** What may be chosen, each with its default and what it means. */
  options: Record<
    string,
    {
      default: string | number | boolean
      describe: string
      /** All values that there are; any case will do for a text. */
      choices?: (string | number)[]
    }
  >
  /** Fewest bits that its use asks for; below it is refused unless asked for. */
  floor: number
  /** Whole bits of one that is made with the defaults: told without making one. */
  usualBits: number
  make: (random: Random, options: GeneratorOptions) => Generated | Promise<Generated>
}
