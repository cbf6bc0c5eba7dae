// What speaks for or against a candidate, as named features: the judge weighs them, `unleak explain` can show them.
import { isWellKnown, standsIn } from '../detect/stand-in.ts'
import type { Candidate } from './candidate.ts'
import { tells, words } from '../detect/names.ts'
import { entropyClass, lengthClass, patternOf } from './value-shape.ts'
import { bigramBits, bigramClass, RANDOM_BITS } from './bigrams.ts'
import { surroundingsOf } from './surroundings.ts'

/** Is told a group's name, and the values that the candidate has for it. */
export type UseFeature = (group: string, first: string, second?: string, third?: string) => void

const quoteOf = (quote: number): string => (quote === 0 ? 'bare' : quote === 96 ? 'tick' : 'quoted')

const squash = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, '')

/** The value repeats its own name, or is made of its words: `password=password`, `token: "access-token"`. */
function echo({ name, nameWords, value }: Candidate): string {
  const [n, v] = [squash(name), squash(value)]
  if (v.length === 0) return 'none'
  if (n === v) return 'same'
  if (n.includes(v)) return 'part of name'
  if (v.includes(n)) return 'holds name'
  const valueWords = words(value)
  if (valueWords.length > 0 && valueWords.every((word) => nameWords.includes(word))) return 'same words'
  if (valueWords.some((word) => word.length > 2 && nameWords.includes(word))) return 'shares a word'
  return !isLongRandom(value) && valueWords.some(tells) ? 'holds a secret word' : 'none'
}

const STAND_IN =
  /example|sample|dummy|placeholder|change|your|replace|insert|fixme|undefined|default|redacted|hidden|removed|secret|string|value|invalid|wrong/g
/** So short that they stand in longer words by chance: they count alone, or before a word for a secret (`mypassword`). */
const SHORT_STAND_IN = /^(here|todo|foo|bar|baz|fake|mock|none|null|bad|new|old|test|demo|my)(.{0,20})$/
/** In a random text of this length words are chance. */
const LONG = 16
const isLongRandom = (value: string): boolean => value.length >= LONG && bigramBits(value) >= RANDOM_BITS

/** A value's own words that stand for something else. */
function standIns(value: string): Set<string> {
  const found = new Set<string>()
  if (isLongRandom(value)) return found
  for (const word of words(value)) {
    const [, short, rest = ''] = SHORT_STAND_IN.exec(word) ?? []
    if (short && (rest === '' || tells(rest))) found.add(short)
    for (const long of word.match(STAND_IN) ?? []) found.add(long)
  }
  return found
}

/** Keys of a keyboard that lie side by side. */
const WALK =
  /^(?:[qa]?(?:qwer|wert|erty|rtyu|tyui|yuio|uiop|asdf|sdfg|dfgh|fghj|ghjk|hjkl|zxcv|xcvb|cvbn|vbnm|asd|qwe|zxc|qaz|wsx))+[a-z\d]{0,6}$/i

/** `settings.tls.KEY` is written as constants are. */
const styleOf = (name: string): string => (/[a-z]/.test(name) ? (/[A-Z]/.test(name) ? 'mixed' : 'lower') : 'upper')

/** The features of what stands around it: dear to look at, and few verdicts hang on them. */
export function visitSurroundings(candidate: Candidate, use: UseFeature): void {
  const { kind } = candidate
  const { inComment, inText, beside } = surroundingsOf(candidate)
  use('beside', beside)
  use('kind, beside', kind, beside)
  if (inComment) use('comment', quoteOf(candidate.quote))
  if (inText) use('in a text', kind)
}

/** The features of the name, of the place and of the value's shape: look-ups, and nothing is allocated for the texts of pairs. */
export function visitName(
  { name, nameWords, kind, value, shape, joint, quote, place }: Candidate,
  use: UseFeature,
): void {
  const length = lengthClass(value.length)
  const { language } = place
  const quoted = quoteOf(quote)
  const last = nameWords.at(-1) ?? ''
  const style = styleOf(name)
  use('kind', kind)
  use('shape', shape)
  use('length', length)
  use('quote', quoted)
  use('operator', joint)
  use('language', language)
  use('last word', last)
  use('first word', nameWords[0] ?? '')
  use('words', String(Math.min(nameWords.length, 5)))
  use('style', style)
  use('kind, shape', kind, shape)
  use('shape, length', shape, length)
  use('shape, quote', shape, quoted)
  use('kind, quote, language', kind, quoted, language)
  use('kind, quote, operator', kind, quoted, joint)
  use('kind, length', kind, length)
  use('last word, shape', last, shape)
  use('last word, quote', last, quoted)
  use('language, quote, shape', language, quoted, shape)
  use('style, quote, shape', style, quoted, shape)
  for (const [i, word] of nameWords.entries()) {
    if (!nameWords.includes(word, i + 1)) use('word', word)
    if (i > 0) use('word, next word', nameWords[i - 1]!, word)
  }
  if (place.inTest) {
    use('test', 'any')
    use('test, kind', 'any', kind)
    use('test, shape', 'any', shape)
  }
  if (place.inExample) {
    use('example', 'any')
    use('example, kind', 'any', kind)
  }
}

/** The features of the value's characters. */
export function visitLook({ nameWords, kind, value }: Candidate, use: UseFeature): void {
  const pattern = patternOf(value)
  use('entropy', entropyClass(value))
  use('bigrams', bigramClass(value))
  use('pattern', pattern)
  use('kind, pattern', kind, pattern)
  use('last word, pattern', nameWords.at(-1) ?? '', pattern)
}

/** What the value says, or stands for: hardly ever does it speak for a secret. */
export function visitDoubts(candidate: Candidate, use: UseFeature): void {
  const { kind, value, quote } = candidate
  const quoted = quoteOf(quote)
  use('echo', echo(candidate))
  for (const word of standIns(value)) use('value says', word)
  if (/[^\w\s.:/@-]/.test(value)) use('symbols', quoted)
  if (WALK.test(value)) use('walk', kind)
  if (standsIn(value)) use('stands in', quoted)
  if (isWellKnown(value)) use('well known', kind)
}

export function visitAll(candidate: Candidate, use: UseFeature): void {
  for (const visit of [visitName, visitLook, visitDoubts, visitSurroundings]) visit(candidate, use)
}

/** The features' names, as the weights have them: `kind, shape: password | lower`. */
export function featuresOf(candidate: Candidate): string[] {
  const names: string[] = []
  const use: UseFeature = (group, ...values) => names.push(`${group}: ${values.join(' | ')}`)
  visitAll(candidate, use)
  return names
}
