// What a grace is: the old value stays beside the new one for a while, where a framework is known to accept both.

/** A file whose uses of a value were just replaced. */
export interface Place {
  path: string
  /** Holds the new value. */
  text: string
  old: string
  next: string
  /** Programs that read `.env` files: names in src/formats/readers. */
  readers: string[]
}

export interface Keeping {
  /** Holds both. */
  text: string
  /** Where the old value stands now, for people: a key, a list. */
  where: string
  /** Who reads both, for people. */
  readBy: string
  /** What else the owner has to do during the grace. */
  step?: string
}

/** One way to keep an old value. */
export interface Grace {
  /** @returns undefined when nothing there is known to read two values. @throws FormatError when it cannot be written */
  keep: (place: Place) => Keeping | undefined
  /** Takes it out again. @returns undefined when it is not there any more. @throws FormatError */
  drop: (path: string, text: string, old: string) => string | undefined
}
