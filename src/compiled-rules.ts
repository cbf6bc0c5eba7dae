// Rules as the engine needs them: what the build makes of rules/*.yml.
import type { Anchor } from './detect/anchor.ts'
import type { Transitions } from './detect/automaton.ts'
import type { Endings } from './detect/endings.ts'
import type { Reach } from './detect/windows.ts'
import type { Model } from './judge/model.ts'
import type { Confidence, Near, Rule, Severity } from './types.ts'

/** A rule as the engine needs it; built by src/rules/compile.ts. */
export interface CompiledRule {
  id: string
  name: string
  severity: Severity
  confidence: Confidence
  kind: 'pattern' | 'value' | NonNullable<Rule['detector']>
  /** Source of the regular expression; empty for a detector. */
  source: string
  ignoreCase: boolean
  boundary: boolean
  anyName: boolean
  /** What every secret of the rule may begin with; no secret in itself, so it may be shown. */
  prefixes: string[]
  /** Bytes of its longest keyword, or fixed part of a path: of two rules that match the same, the one with more fixed text knows more. */
  fixed: number
  /** Fewest and most bytes of a match, or of a value. */
  minLength: number
  maxLength: number
  /** Of the expression at one keyword, at worst; see src/rules/steps.ts. */
  steps: number
  entropy: number
  checks: string[]
  near?: Near
  /** Source of the expression that a path must match; compiled from `paths`. */
  paths?: string
}

/** A list that may make its items when they are asked for: an array is one. */
export interface Indexed<T> {
  readonly length: number
  at: (index: number) => T | undefined
}

/** The pattern rules that a keyword anchors, and the value and assignment rules that it wakes. */
export interface Keyword {
  text: string
  anchors: Anchor[]
  names: number[]
}

/** Everything that a scan needs of the rules. Most scans meet few of them. */
export interface CompiledRules {
  rules: Indexed<CompiledRule>
  keywords: Indexed<Keyword>
  /** Sets of bytes, as src/rules/byte-set.ts packs them, one behind the other. */
  sets: Uint8Array
  /** The rules of kind `file`: what a path must hold one of, in lower case, and the expression that it must match. */
  files: { rule: number; pieces: string[]; paths: string }[]
  automaton: Transitions
  endings: Endings
  reach: Reach
  /** Of the judge of generic secrets. */
  model: Model
}
