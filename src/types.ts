// The vocabulary: every shape that more than one folder speaks of.
import type { CompiledRule } from './compiled-rules.ts'
import type { SecretText } from './secret-text.ts'

export type { CompiledRule, CompiledRules, Indexed, Keyword } from './compiled-rules.ts'

export const SEVERITIES = ['critical', 'high', 'medium', 'low', 'info'] as const
export const CONFIDENCES = ['high', 'medium', 'low'] as const
/** How bad it is when an attacker has it. */
export type Severity = (typeof SEVERITIES)[number]
/** How sure we are that it is a real secret. */
export type Confidence = (typeof CONFIDENCES)[number]

/** Bytes as the engine reads them. */
export interface Reading {
  /** UTF-8, whatever the file's own encoding was; no byte order mark. */
  bytes: Uint8Array
  /** True when the content is no text: the guessing rules stay silent, the exact ones do not. */
  binary: boolean
  /** The same content without its NULs, where text in another encoding may hide in it. */
  also?: Uint8Array
}

/** Bytes from a position to another, the end exclusive. */
export type Stretch = [start: number, end: number]

export interface Origin {
  author: string
  /** ISO 8601. */
  date: string
}

/** Content of one file (or one version of it), ready to be scanned. */
export interface Chunk extends Reading {
  /** Shown to people and matched by path patterns; `/` between parts on every system. */
  path: string
  commit?: string
  /** Who brought it, and when, where the history is read. */
  origin?: Origin
  /** Given when the bytes are a part of a large file: what it answers for, and where its first byte stands. */
  window?: { from: number; to: number; start: { line: number; column: number } }
  /** Called when no rule finds anything in it, however unsure, nor in what is encoded in it. */
  onClean?: () => void
  /** Earlier versions of the file. Given: only lines that none of them holds are reported. Read only when something is found. */
  previous?: () => Promise<Reading[]>
  /** Whole lines, in order. Given: all others stand in an earlier version too, and what touches none of these need not be found. */
  fresh?: Stretch[]
}

/** What a source could not hand over. The scan then ends with exit code 3. */
export interface Skipped {
  path: string
  reason: string
}

export interface Rotate {
  /** Page where the owner revokes and reissues it. */
  console?: string
  /** What to do there, one sentence a step. */
  steps: string[]
  /** API call that revokes it, when the provider has one. */
  api?: string
}

/** Another rule's match that belongs to this one: an id beside its secret. */
export interface Near {
  rule: string
  /** At most this many lines apart. */
  lines: number
  /** Without it the match is dropped, or kept with low confidence. */
  otherwise?: 'drop' | 'lower' | 'keep'
}

/** One credential type, as `rules/*.yml` has it. Exactly one of `pattern`, `value` and `detector` is set. */
export interface Rule {
  id: string
  name: string
  provider: string
  severity: Severity
  /** Before any check; by default high for `pattern`, medium for `value`. */
  confidence?: Confidence
  /** None for `file`, `burned` and `known`. ASCII, 3 bytes or more, any case. A match holds one of them, or (`value`) has one of them in its name or close before it. */
  keywords: string[]
  /** The whole match; group `secret` is the secret itself, else all of it. No unbounded quantifiers. */
  pattern?: string
  /** The whole value of an assignment whose name, or the text just before it, holds a keyword. */
  value?: string
  /** `value` only. True: names of identifiers (`..._ID`, `..._HASH`) count too; by default they speak against it. */
  anyName?: boolean
  /** A hand-written detector instead of an expression; `file` looks at the name (`paths`), then at all of the content. */
  detector?: 'assignment' | 'burned' | 'file' | 'known'
  ignoreCase?: boolean
  /** False: letters and digits may touch the match. */
  boundary?: boolean
  /** Least Shannon entropy of the secret, in bits a character. */
  entropy?: number
  /** Names in src/detect/checks: offline proofs. */
  checks?: string[]
  near?: Near
  /** micromatch patterns; only files that match one of them are looked at. */
  paths?: string[]
  /** Type in src/generate/kinds that makes another one; absent: only the provider can, or nobody knows. */
  generator?: string
  why: string
  rotate: Rotate
  references: string[]
  /** Templates (src/rules/template.ts); the secret stands between ⟦ and ⟧, or is all of it. */
  examples: string[]
  /** Near misses that must stay silent. */
  counterExamples: string[]
}

/** A raw match, positions in bytes of its chunk, end exclusive. */
export interface Match {
  rule: CompiledRule
  start: number
  end: number
  secretStart: number
  secretEnd: number
  /** The secret itself, where it stands in pieces: `"abc" + "def"`. */
  joined?: Uint8Array
  confidence: Confidence
  /** What speaks for or against it, in words for people. */
  reasons: string[]
  /** The other half of a composite. */
  part?: Match
  /** Set when the bytes are an encoded form: the secret itself, and the encodings, the outermost first. */
  decoded?: { secret: string; how: string[] }
  /** More that stands in the same bytes, packed: they stay and go with this one. */
  siblings?: Match[]
  /** Number of a notebook's cell, from 1. */
  cell?: number
}

/** A position range: from 1, columns in UTF-16 units, end exclusive. */
export interface Range {
  line: number
  column: number
  endLine: number
  endColumn: number
}

/** What is reported. Turned into JSON or text it shows no secret. */
export interface Finding extends Range {
  rule: string
  name: string
  severity: Severity
  confidence: Confidence
  file: string
  commit?: string
  author?: string
  /** ISO 8601. */
  date?: string
  /** Does it still stand in a file of HEAD? Told where the history is read. */
  inHead?: boolean
  /** The commit that took it out, where the history is read and HEAD has it no more. */
  removed?: { commit: string; date: string }
  /** Keyed hash of rule and secret: the same in every file, commit and line; see src/secret-text.ts. */
  fingerprint: string
  redacted: string
  reasons: string[]
  /** Number of a notebook's cell, from 1. */
  cell?: number
  /** What it was written in, the outermost encoding first. */
  encodings?: string[]
  /** The other half of a composite: an id, say. */
  part?: Range & { rule: string; redacted: string }
  secret: SecretText
  /** What stands in the file, where that is not the secret itself but an encoding of it. */
  written?: SecretText
  /** The line(s) around it, every value masked, for reports. */
  frame: Frame
}

/** One masked source line with the place of the secret in it. */
export interface Frame {
  text: string
  /** Columns from 0 in `text`. */
  from: number
  to: number
}

export interface ScanResult {
  findings: Finding[]
  /** Found too, and known: the baseline names them, or a file of another scanner. They fail nothing. */
  baselined: Finding[]
  skipped: Skipped[]
  files: number
  bytes: number
}
