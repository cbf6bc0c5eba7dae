// The proof of rules: examples are found with exactly the secret's range, near misses stay silent. Built-in and user rules alike.
import { createMatcher } from '../detect/matcher.ts'
import { DEFAULTS } from '../defaults.ts'
import { scanChunk } from '../pipeline.ts'
import type { Finding, Rule } from '../types.ts'
import { createFinder } from '../known/finder.ts'
import type { Target } from '../known/finder.ts'
import { targetsOf, withKnown } from '../known/matcher.ts'
import type { KnownValue } from '../known/matcher.ts'
import { generators } from '../generate/kinds/index.ts'
import { compileRules, RuleError } from './compile.ts'
import { growthProblem } from './growth.ts'
import type { RuleProblem } from './problem.ts'
import { expand } from './template.ts'
import type { Example } from './template.ts'
import { problemsTogether } from './together.ts'

interface ProofOptions {
  /** Ids to prove; default all. */
  only?: Set<string>
  /** Measure their time too: a slow rule is told, and then nothing else is tried with it. */
  growth?: boolean
}

/** @param rules all rules that are active together: overlaps are decided between them. */
export async function proveRules(
  rules: Rule[],
  { only = new Set(rules.map((rule) => rule.id)), growth = false }: ProofOptions = {},
): Promise<RuleProblem[]> {
  const problems = [...problemsTogether(rules), ...unknownGenerators(rules)]
  let scan: Scan
  try {
    const compiled = compileRules(rules)
    const matcher = withKnown(createMatcher(compiled), createFinder(rules.flatMap(ownValues)), compiled.rules)
    const config = { ...DEFAULTS, minConfidence: 'low' as const }
    // A rule for an encoded form is proved on that form, although what it holds may be told in its place.
    scan = (text, path) =>
      scanChunk({ path, bytes: Buffer.from(text), binary: false }, matcher, config, { encoded: false })
  } catch (error) {
    if (!(error instanceof RuleError)) throw error
    return [...problems, { id: error.id, key: error.key, message: error.message }]
  }
  const slow = growth ? slowRules(rules.filter(({ id }) => only.has(id))) : []
  if (slow.length > 0) return [...problems, ...slow]
  for (const rule of rules) {
    if (!only.has(rule.id)) continue
    for (const [index, template] of rule.examples.entries()) {
      const message = await tryExample(rule, template, index, scan)
      if (message) problems.push({ id: rule.id, key: 'examples', index, message })
    }
    for (const [index, template] of rule.counterExamples.entries()) {
      const message = await tryCounterExample(rule, template, index, scan)
      if (message) problems.push({ id: rule.id, key: 'counterExamples', index, message })
    }
  }
  return problems
}

const unknownGenerators = (rules: Rule[]): RuleProblem[] =>
  rules.flatMap(({ id, generator }) =>
    generator === undefined || generator in generators
      ? []
      : [{ id, key: 'generator', message: `there is no type "${generator}"; see all: unleak generate --list` }],
  )

const slowRules = (rules: Rule[]): RuleProblem[] =>
  rules.flatMap((rule) => {
    const message = growthProblem(rule)
    return message === undefined
      ? []
      : [{ id: rule.id, key: rule.pattern === undefined ? 'value' : 'pattern', message }]
  })

type Scan = (text: string, path: string) => Promise<Finding[]>

/** Rules of known values know those of their own examples. */
function ownValues({ id, detector, examples }: Rule): Target<KnownValue>[] {
  if (detector !== 'burned' && detector !== 'known') return []
  return examples.flatMap((template, index) => {
    const example = expanded(template, `${id}/${index}`)
    if (typeof example === 'string') return []
    return targetsOf(example.text.slice(example.from, example.to), { kind: detector, reason: 'of an example' })
  })
}

/** A path that the rule looks at. */
export const pathOf = ({ paths }: Rule): string =>
  paths?.[0]
    ?.replace(/^.*\//, '')
    .replace(/\*+/g, 'x')
    .replace(/\{([^,}]*)[^}]*\}/g, '$1') ?? 'example'

/** The example, or what is wrong with its template. */
function expanded(template: string, seed: string): Example | string {
  try {
    return expand(template, seed)
  } catch (error) {
    return (error as Error).message
  }
}

async function tryCounterExample(rule: Rule, template: string, index: number, scan: Scan): Promise<string | undefined> {
  const example = expanded(template, `${rule.id}/counter/${index}`)
  if (typeof example === 'string') return example
  const findings = await scan(example.text, pathOf(rule))
  return findings.some((finding) => finding.rule === rule.id) ? 'the rule fires on it' : undefined
}

async function tryExample(rule: Rule, template: string, index: number, scan: Scan): Promise<string | undefined> {
  const example = expanded(template, `${rule.id}/${index}`)
  if (typeof example === 'string') return example
  const { text, from, to } = example
  const findings = await scan(text, pathOf(rule))
  const own = findings.find((finding) => finding.rule === rule.id)
  const others = findings.filter((finding) => finding.rule !== rule.id).map((finding) => finding.rule)
  if (!own) return `it is not found${others.length > 0 ? `; ${others.join(', ')} found it instead` : ''}`
  if (own.secret.reveal() !== text.slice(from, to))
    return `another part of it is found: line ${own.line}, columns ${own.column} to ${own.endColumn}`
  if (others.length > 0) return `${others.join(', ')} fires too`
  return rule.detector === 'file' || template.includes('⟦') || text.includes('\n')
    ? undefined
    : tryWrapped(rule, text, scan)
}

/** A bare token must be found wherever people put it. */
const WRAPPINGS: Record<string, (secret: string) => string> = {
  '.env': (secret) => `# settings\nVALUE=${secret}\nOTHER=1\n`,
  JSON: (secret) => `{"value": "${secret}", "other": 1}`,
  'escaped JSON': (secret) => `"{\\"value\\":\\"${secret}\\",\\"other\\":1}\\n${secret}\\n"`,
  YAML: (secret) => `list:\n  - value: ${secret}\n  - ${secret}\n`,
  TypeScript: (secret) => `const value = f('${secret}', \`\${x}\`)\n`,
  URL: (secret) => `https://host.test/path?value=${secret}&other=1`,
  diff: (secret) => `@@ -1 +1 @@\n-value\n+${secret}\n`,
}

async function tryWrapped(rule: Rule, secret: string, scan: Scan): Promise<string | undefined> {
  for (const [name, wrapped] of Object.entries(WRAPPINGS)) {
    const text = wrapped(secret)
    const found = (await scan(text, pathOf(rule))).filter(
      (finding) => finding.rule === rule.id && finding.secret.reveal() === secret,
    )
    const expected = text.split(secret).length - 1
    if (found.length !== expected) return `in ${name} it is found ${found.length} times instead of ${expected}`
  }
  return undefined
}
