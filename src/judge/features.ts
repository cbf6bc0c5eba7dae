// What speaks for or against a candidate, as named features: the judge weighs them, `unleak explain` can show them.
import { isWellKnown, standsIn } from '../detect/stand-in.ts'
import type { Candidate } from './candidate.ts'
import { judgeName, words } from '../detect/names.ts'
import { entropyClass, lengthClass, shapeOf } from './value-shape.ts'
import { bigramClass } from './bigrams.ts'

const CODE = new Set(
  'ts tsx js jsx mjs cjs py rb java kt kts go rs c cc cpp h hpp cs swift m scala php pl pm lua dart groovy hs erl ex exs clj r vb coffee sol'.split(
    ' ',
  ),
)
const SETTINGS = new Set(
  'env yml yaml json toml ini cfg conf config properties xml tf tfvars hcl plist gradle strings'.split(' '),
)
const PROSE = new Set('md rst txt html htm adoc tex markdown'.split(' '))
const SHELL = new Set('sh bash zsh bat cmd ps1 fish dockerfile makefile'.split(' '))

function languageOf(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase()
  const extension = name.slice(name.lastIndexOf('.') + 1)
  if (name.startsWith('.env')) return 'settings'
  if (CODE.has(extension)) return 'code'
  if (SETTINGS.has(extension)) return 'settings'
  if (PROSE.has(extension)) return 'prose'
  return SHELL.has(extension) ? 'shell' : 'other'
}

const quoteOf = (quote: number): string => (quote === 0 ? 'bare' : quote === 96 ? 'tick' : 'quoted')

const squash = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, '')

/** The value repeats its own name, or is made of its words: `password=password`, `token: "access-token"`. */
function echo(name: string, value: string, kind: string): string {
  const [n, v] = [squash(name), squash(value)]
  if (v.length === 0) return 'none'
  if (n === v) return 'same'
  if (n.includes(v)) return 'part of name'
  if (v.includes(n)) return 'holds name'
  const nameWords = words(name)
  const valueWords = words(value)
  if (valueWords.length > 0 && valueWords.every((word) => nameWords.includes(word))) return 'same words'
  if (valueWords.some((word) => nameWords.includes(word) && word.length > 2)) return 'shares a word'
  return /pass|secret|token|key|auth|cred|pwd/.test(v) ? `holds secret word ${kind}` : 'none'
}

const STAND_IN =
  /example|sample|dummy|placeholder|change|your|here|replace|insert|todo|fixme|foo|bar|baz|fake|mock|none|null|undefined|default|redacted|hidden|removed|secret|string|value|invalid|wrong|bad|new|old|test|demo|my/gi

/** A value's own words that stand for something else. */
const standIns = (value: string): string[] => [...new Set(value.toLowerCase().match(STAND_IN) ?? [])]

/** Each at most once. */
export function featuresOf({ name, value, operator, quote, path }: Candidate): string[] {
  const nameWords = words(name)
  const kind = judgeName(name) ?? 'none'
  const shape = shapeOf(value)
  const length = lengthClass(value.length)
  const language = languageOf(path)
  const quoted = quoteOf(quote)
  const bits = entropyClass(value)
  const bigrams = bigramClass(value)
  const features = [
    `kind ${kind}`,
    `shape ${shape}`,
    `length ${length}`,
    `entropy ${bits}`,
    `bigrams ${bigrams}`,
    `quote ${quoted}`,
    `operator ${operator}`,
    `language ${language}`,
    `last ${nameWords.at(-1) ?? ''}`,
    `first ${nameWords[0] ?? ''}`,
    `echo ${echo(name, value, kind)}`,
    `words ${Math.min(nameWords.length, 5)}`,
    `kind ${kind}, shape ${shape}`,
    `shape ${shape}, length ${length}`,
    `shape ${shape}, ${quoted}`,
    `shape ${shape}, bigrams ${bigrams}`,
    `kind ${kind}, ${quoted}, ${language}`,
    `kind ${kind}, ${quoted}, ${operator}`,
    `kind ${kind}, length ${length}`,
    `kind ${kind}, bigrams ${bigrams}`,
    `last ${nameWords.at(-1) ?? ''}, shape ${shape}`,
    `last ${nameWords.at(-1) ?? ''}, ${quoted}`,
    `${language}, ${quoted}, shape ${shape}`,
    ...nameWords.map((word) => `word ${word}`),
    ...standIns(value).map((word) => `value says ${word}`),
  ]
  if (/(?:^|[/_.-])(?:tests?|specs?|__tests__|fixtures?|mocks?|testdata)(?:[/_.-]|$)|[a-z]Test\./i.test(path))
    features.push('in a test', `in a test, kind ${kind}`)
  if (/example|sample|demo|tutorial|docs?\//i.test(path)) features.push('in an example', `in an example, kind ${kind}`)
  if (/\d/.test(value) && /[a-z]/i.test(value)) features.push('letters and digits', `letters and digits, kind ${kind}`)
  if (/[^\w\s.:/@-]/.test(value)) features.push('symbols', `symbols, ${quoted}`)
  if (standsIn(value)) features.push('stands in', `stands in, ${quoted}`)
  if (isWellKnown(value)) features.push('well known', `well known, kind ${kind}`)
  return [...new Set(features)]
}
