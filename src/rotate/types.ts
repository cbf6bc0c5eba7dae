// The vocabulary of a rotation.
import type { SecretText } from '../secret-text.ts'
import type { Rule } from '../types.ts'

/** A value that has to go. */
export interface Leaked {
  value: SecretText
  /** Of the entry that holds it, where that is known. */
  key?: string
  /** The rule that knows its form. */
  rule?: Rule
  /** How it was named by the user: shown in the plan. */
  named: string
  /** Where it was found in encoded text. */
  encoded?: Use[]
}

/** One place that holds a leaked value. */
export interface Use {
  /** From the project's root, with `/`. */
  path: string
  line: number
  key?: string
  /** In words: "as it is", "percent-encoded" ... */
  how: string
}

/** A leaked value and what comes in its place. */
export interface Replacement {
  leaked: Leaked
  next: SecretText
  /** Where the new value comes from, for people. */
  source: string
  uses: Use[]
  /** Places that hold it and were not changed, each with the reason. */
  left: (Use & { why: string })[]
}
