// Errors that end a program in two lines, and the exit codes.
import { TABLE } from './error-texts.ts'
import type { Text } from './error-texts.ts'

/** Honest exit codes: never `findings` for an error. */
export const EXIT = { clean: 0, findings: 1, usage: 2, incomplete: 3, interrupted: 130 } as const

/** Work that does not come to an end: its file counts as not scanned. */
export class TooSlowError extends Error {
  /** @param what a rule, or a part of the configuration. */
  constructor(what: string) {
    super(`${what} takes too long on it`)
  }
}

export type ErrorCode = keyof typeof TABLE

export class UserError<Code extends ErrorCode = ErrorCode> extends Error {
  readonly code: Code
  readonly args: string[]
  readonly next: string
  readonly exit: 2 | 3

  constructor(code: Code, ...args: Parameters<(typeof TABLE)[Code]>) {
    const text: Text = (TABLE[code] as (...args: string[]) => Text)(...args)
    super(text.message)
    this.code = code
    this.args = args
    this.next = text.next
    this.exit = text.exit ?? EXIT.usage
  }
}
