// A text that its grammar cannot read, or a value that it cannot hold. The message never holds a value of the file.

export class FormatError extends Error {
  /** From 1. */
  readonly line: number | undefined

  /** @param reason in words for people, without anything that the file holds */
  constructor(reason: string, line?: number) {
    super(line === undefined ? reason : `line ${line}: ${reason}`)
    this.name = 'FormatError'
    this.line = line
  }
}
