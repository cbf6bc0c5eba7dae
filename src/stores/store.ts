// The contract of secret stores: a new value is put beside the current one, then promoted; until then nobody reads it.

/** One secret in a store. Every call may be repeated after a crash. */
export interface Item {
  /** The current value. */
  get: () => Promise<string | undefined>
  /** Puts a value where it lasts and nobody reads it yet; a pending one is replaced. */
  putPending: (value: string) => Promise<void>
  /** The pending value becomes the current one, which stays as the previous one. Does nothing without a pending one. */
  promote: () => Promise<void>
  /** Drops a pending value; without one the previous value becomes the current one again. */
  rollback: () => Promise<void>
  /** Those that are there. */
  versions: () => Promise<Version[]>
}

export type Version = 'current' | 'pending' | 'previous'

/** One file in src/stores/kinds. */
export interface Store {
  describe: string
  /**
   * @param readers the programs that read `.env` files here: names in src/formats/readers; asked only where it matters
   * @returns undefined when the reference is none of this store. @throws UserError store
   */
  open: (reference: string, cwd: string, readers: () => Promise<string[]>) => Item | undefined
}
