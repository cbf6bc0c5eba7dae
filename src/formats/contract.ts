// What a format is: how values of one kind of file are found and written.

/** One value of a file that may be replaced. Offsets are UTF-16 units of the text, end exclusive. */
export interface Entry {
  /** Its name: `['DATABASE_URL']`, `['services', 'web', 'environment', 0]`. */
  key: (string | number)[]
  /** The raw value with its quotes. */
  start: number
  end: number
  /** As the file's own grammar reads it. */
  value: string
  /** Some readers take it for something else: a number, a comment. No value is written that becomes so. */
  ambiguous?: true
}

/** Reads and writes the values of one kind of file; all other bytes stay. One file in src/formats/kinds. */
export interface Format {
  describe: string
  /** Is this a file of it? @param path with `/` */
  accepts: (path: string, text: string) => boolean
  /** In the order of the file. @throws FormatError when the text is broken: then nothing is written */
  entries: (text: string) => Entry[]
  /**
   * The raw text to put in the entry's place, in the style it has where that can be.
   * @throws FormatError when this grammar cannot hold the value there
   */
  encode: (text: string, entry: Entry, value: string) => string
}
