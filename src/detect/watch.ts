// Who is told which rule is at work, to end what takes too long.
import type { CompiledRule } from '../types.ts'

export interface Watch {
  /** Called before each use of a rule; may throw, which ends the matcher's work. */
  begin: (rule: CompiledRule) => void
}

export const UNWATCHED: Watch = { begin: () => {} }
