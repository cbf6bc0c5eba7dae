// From rules to what the engine loads: anchors, regular expressions' sources, the automaton.
import { buildAutomaton, KEYWORD_DEPTH } from '../detect/automaton.ts'
import { endingsOf } from '../detect/endings.ts'
import { checks } from '../detect/checks/index.ts'
import { modelOf } from '../judge/model.ts'
import type { Model } from '../judge/model.ts'
import weights from '../judge/weights.json' with { type: 'json' }
import { isTriedAtEach, MARGIN } from '../detect/patterns.ts'
import { reachAfter, reachBefore, reachesFar } from '../detect/windows.ts'
import type { FarKeywords, Reach } from '../detect/windows.ts'
import type { Anchor } from '../detect/anchor.ts'
import type { CompiledRule, CompiledRules, Keyword, Rule } from '../types.ts'
import { analysePattern, lowerAscii, PatternError } from './anchors.ts'
import type { PatternShape } from './anchors.ts'
import { packSet } from './byte-set.ts'
import type { ByteSet } from './byte-set.ts'
import { pathPieces, pathExpression } from './path-expression.ts'
import { spanOf } from './span.ts'
import { worstSteps } from './steps.ts'

/** Bytes; a longer match would need a window that costs too much. */
const LONGEST_MATCH = 24_576

let model: Model | undefined

/** @throws RuleError for the first rule that cannot be compiled */
export function compileRules(rules: Rule[]): FreshRules {
  const keywords = new Map<string, Keyword>()
  const keyword = (text: string): Keyword => {
    const known = keywords.get(text)
    if (known) return known
    const added = { text, anchors: [], names: [] }
    keywords.set(text, added)
    return added
  }
  const sets = new Map<string, Uint8Array>()
  const setNumber = (set: ByteSet): number => {
    const packed = packSet(set)
    sets.set(packed.join(), packed)
    return [...sets.keys()].indexOf(packed.join())
  }
  const compiled = rules.map((rule, index) => {
    const { places, span, ...result } = compileRule(rule)
    for (const { keyword: text, min, max, follow, set, run } of places) {
      const anchor: Anchor = { rule: index, min, max, follow, set: setNumber(set) }
      if (run) anchor.run = { run: setNumber(run.run), most: run.most, stop: setNumber(run.stop) }
      if (span >= 0) anchor.span = span
      keyword(text).anchors.push(anchor)
    }
    if (rule.pattern === undefined) for (const text of rule.keywords) keyword(lowerAscii(text)).names.push(index)
    return result
  })
  const list = [...keywords.values()]
  const { outputs, ...automaton } = buildAutomaton(list.map(({ text }) => text.slice(0, KEYWORD_DEPTH)))
  return {
    rules: compiled,
    keywords: list,
    sets: joined([...sets.values()]),
    files: compiled.flatMap(({ kind, paths }, rule) =>
      kind === 'file' ? [{ rule, pieces: pathPieces(rules[rule]!.paths!), paths: paths! }] : [],
    ),
    reach: reachOf(compiled, list),
    automaton,
    endings: endingsOf(list, outputs),
    // Only the judge asks for it, and few rules of a project are of its kind.
    get model() {
      return (model ??= modelOf(weights))
    },
  }
}

function joined(parts: Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

function reachOf(rules: CompiledRule[], keywords: Keyword[]): Reach {
  const anchors = keywords.flatMap((keyword) => keyword.anchors)
  const far = keywords.filter((keyword) => keyword.anchors.some(reachesFar)).map(({ text }) => text)
  return {
    lines: Math.max(0, ...rules.map(({ near }) => near?.lines ?? 0)),
    before: Math.max(0, ...anchors.map(reachBefore)),
    after: Math.max(0, ...anchors.map(reachAfter)),
    ...(far.length === 0 ? {} : { keywords: farKeywords(far) }),
  }
}

const farKeywords = (keywords: string[]): FarKeywords => ({
  longest: Math.max(...keywords.map(({ length }) => length)),
  source: keywords
    .map((keyword) => keyword.replace(/[^a-z0-9]/g, (char) => `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`))
    .join('|'),
})

/** Not read from a file: plain lists. */
export interface FreshRules extends CompiledRules {
  rules: CompiledRule[]
  keywords: Keyword[]
}

export class RuleError extends Error {
  readonly id: string
  /** The key of the rule that is wrong. */
  readonly key: string

  constructor(id: string, key: string, message: string) {
    super(message)
    this.id = id
    this.key = key
  }
}

type Compiled = CompiledRule & { places: PatternShape['places']; span: number }

export function compileRule(rule: Rule): Compiled {
  const kinds = (['pattern', 'value', 'detector'] as const).filter((key) => rule[key] !== undefined)
  if (kinds.length !== 1) throw new RuleError(rule.id, 'id', 'give exactly one of pattern, value and detector')
  const hasKeywords = rule.detector === undefined || rule.detector === 'assignment'
  if (hasKeywords !== rule.keywords.length > 0)
    throw new RuleError(
      rule.id,
      'keywords',
      hasKeywords ? 'give one or more' : `the detector ${rule.detector} has none`,
    )
  const unknown = rule.checks?.find((name) => !(name in checks))
  if (unknown)
    throw new RuleError(rule.id, 'checks', `there is no check "${unknown}"; known: ${Object.keys(checks).join(', ')}`)
  if (rule.detector === 'file' && !rule.paths)
    throw new RuleError(rule.id, 'detector', 'the detector "file" needs paths')
  const shape = shapeOf(rule)
  return {
    id: rule.id,
    name: rule.name,
    severity: rule.severity,
    confidence: rule.confidence ?? (rule.pattern === undefined ? 'medium' : 'high'),
    kind: rule.detector ?? (rule.pattern !== undefined ? 'pattern' : 'value'),
    source: rule.pattern ?? rule.value ?? '',
    ignoreCase: rule.ignoreCase ?? false,
    boundary: rule.boundary ?? true,
    anyName: rule.anyName ?? false,
    prefixes: shape.places.filter((place) => place.max === 0).map((place) => place.keyword),
    fixed: Math.max(0, ...fixedTexts(rule).map((text) => text.length)),
    minLength: shape.minLength,
    maxLength: shape.maxLength,
    steps: stepsOf(rule, shape),
    entropy: rule.entropy ?? 0,
    checks: rule.checks ?? [],
    ...(rule.near ? { near: rule.near } : {}),
    ...(rule.paths ? { paths: pathExpression(rule.paths) } : {}),
    places: shape.places,
    span: rule.pattern === undefined ? -1 : spanOf(rule.pattern),
  }
}

/** The judge is our own code, and looks at each name once: as long as so many steps of an expression. */
const JUDGE_STEPS = 5000

function stepsOf(rule: Rule, { maxLength, places }: PatternShape): number {
  const source = rule.pattern ?? rule.value
  if (source === undefined) return rule.detector === 'assignment' ? JUDGE_STEPS : 0
  // Else every place of the window is tried.
  const tries = places.every(isTriedAtEach)
    ? Math.max(1, ...places.map(({ min, max }) => max - min + 1))
    : Math.max(...places.map(({ max }) => max)) + maxLength + 2 * MARGIN
  return worstSteps(source) * tries
}

const fixedTexts = ({ keywords, detector, paths = [] }: Rule): string[] =>
  detector === 'file' ? paths.flatMap((pattern) => pattern.split(/[*?{}()!,]+/)) : keywords

const NO_SHAPE: PatternShape = { minLength: 0, maxLength: 0, places: [] }

function shapeOf(rule: Rule): PatternShape {
  if (rule.pattern === undefined) {
    // Runs over one value, which is short already, but must be valid and bounded all the same.
    const value = rule.value === undefined ? NO_SHAPE : attempt(rule, 'value', () => analysePattern(rule.value!, ['']))
    return { ...value, places: [] }
  }
  const shape = attempt(rule, 'pattern', () => analysePattern(rule.pattern!, rule.keywords))
  if (shape.maxLength > LONGEST_MATCH) {
    throw new RuleError(
      rule.id,
      'pattern',
      `a match may be ${shape.maxLength} bytes long; the most is ${LONGEST_MATCH}`,
    )
  }
  return shape
}

function attempt<T>(rule: Rule, key: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (error instanceof PatternError) throw new RuleError(rule.id, key, error.message)
    throw error
  }
}
