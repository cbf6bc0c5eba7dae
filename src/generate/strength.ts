// How hard a secret is to guess: the cheapest way to put it together from what guessers try first.
// The method is that of zxcvbn (D. L. Wheeler, USENIX Security 2016): known parts cost little, the rest costs its characters.
import { ALPHABETS, DIGITS, LOWER, UPPER } from './alphabets.ts'
import { COMMON_PASSWORDS } from './common-passwords.ts'
import { cheapestRun, DATE, plain } from './patterns.ts'

export interface Strength {
  /** Estimated entropy in bits: the attacker's work is about 2 to this power. */
  bits: number
  /** What a guesser would use, in words for people; shows nothing of the secret. */
  patterns: string[]
  /** It stands, as a whole, among the passwords that are tried first. */
  known: boolean
}

/** Longer ones count as far as this: enough for everything that is no file. */
const MOST = 128
const LONGEST_WORD = 32

const RANKS = new Map(COMMON_PASSWORDS.map((word, rank) => [word, rank + 1]))

/** Characters of which random values are made, the smallest set first. */
const SETS = [DIGITS, ALPHABETS.hex, ALPHABETS.hex.toUpperCase(), LOWER, UPPER, ALPHABETS.base32, ALPHABETS.base36]

/** @param words a word list that the secret may be made of; each of its words costs the logarithm of its length. */
export function estimate(secret: string, words: string[] = []): Strength {
  const text = secret.slice(0, MOST)
  const dictionary = { words: new Set(words), bits: Math.log2(words.length) }
  const each = bitsOfCharacter(text)
  /** The cheapest way to the first `n` characters: its bits, and the pattern that ends it. */
  const best: { bits: number; from: number; pattern?: string }[] = [{ bits: 0, from: 0 }]
  for (let end = 1; end <= text.length; end++) {
    let cheapest: (typeof best)[number] = { bits: best[end - 1]!.bits + each, from: end - 1 }
    for (let from = 0; from <= end - 3; from++) {
      const part = partOf(text.slice(from, end), dictionary)
      const bits = best[from]!.bits + (part?.bits ?? Infinity)
      if (part && bits < cheapest.bits) cheapest = { bits, from, pattern: part.pattern }
    }
    best.push(cheapest)
  }
  const patterns = new Set<string>()
  for (let at = text.length; at > 0; at = best[at]!.from) {
    const { pattern } = best[at]!
    if (pattern) patterns.add(pattern)
  }
  return { bits: best[text.length]!.bits, patterns: [...patterns].toReversed(), known: isKnown(text) }
}

const isKnown = (text: string): boolean => RANKS.has(text.toLowerCase()) || RANKS.has(plain(text))

function bitsOfCharacter(text: string): number {
  const set = SETS.find((characters) => [...text].every((char) => characters.includes(char)))
  if (set) return Math.log2(set.length)
  const classes: [RegExp, number][] = [
    [/[a-z]/, 26],
    [/[A-Z]/, 26],
    [/[0-9]/, 10],
    [/[-_]/, 2],
    [/[!-,./:-@[-^`{-~ ]/, 31],
    [/[^ -~]/, 100],
  ]
  return Math.log2(classes.reduce((sum, [test, size]) => sum + (test.test(text) ? size : 0), 0))
}

interface Dictionary {
  words: Set<string>
  /** What each word costs. */
  bits: number
}

/** What a part of three or more characters costs as a pattern, if it is one. */
function partOf(part: string, dictionary: Dictionary): { bits: number; pattern: string } | undefined {
  const run = cheapestRun(part)
  if (run) return run
  if (DATE.test(part)) return { bits: part.length > 4 ? 15 : 7, pattern: 'a date or a year' }
  if (part.length > LONGEST_WORD) return undefined
  const lower = part.toLowerCase()
  const spelled = plain(part)
  const extra = (lower === part ? 0 : 1) + (spelled === lower ? 0 : 2)
  const rank = RANKS.get(lower) ?? RANKS.get(spelled)
  if (rank !== undefined) return { bits: Math.log2(rank) + 1 + extra, pattern: 'a common password' }
  return dictionary.words.has(lower) || dictionary.words.has(spelled)
    ? { bits: dictionary.bits + extra, pattern: 'words of a dictionary' }
    : undefined
}
