// What is known of a match from the place of its keyword: enough to refuse most places without an expression.

/** Where in a match a keyword may stand: bytes of the match before it. */
export interface Anchor {
  rule: number
  min: number
  max: number
  /** This many bytes behind the keyword are of that one of `CompiledRules.sets`: a look at them saves most expressions. */
  follow: number
  set: number
  /** At most `most` bytes of the set `run` are behind it, then one of the set `stop`; where that is known. */
  run?: { run: number; most: number; stop: number }
  /** Bytes of a match before the last of its newlines, at the most; left out when no match has one. */
  span?: number
}
