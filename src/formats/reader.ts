// How one program reads a `.env` file: the contract of src/formats/readers.

/** What a program reads under one name; `unsure` says in words why the file alone does not tell. */
export type ReadValue =
  | { value: string }
  /** `runs`: it would run a command that stands in the value. */
  | { unsure: string; runs?: true }

/** Reads as the program would, as measured; never runs nor expands anything. */
export interface Reader {
  describe: string
  /** Every name that it would set. @throws FormatError when it reads nothing of such a file, or nobody can say what */
  read: (text: string) => Map<string, ReadValue>
}
