// The judge's short cuts change no verdict, and its table knows each weight by its name.
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readAssignment } from '../src/detect/assignment.ts'
import { assignmentsIn } from '../src/detect/assignments.ts'
import { buildAutomaton } from '../src/detect/automaton.ts'
import { candidateOf } from '../src/judge/candidate.ts'
import { featuresOf } from '../src/judge/features.ts'
import { judge } from '../src/judge/judge.ts'
import { modelOf, scoreOf, weightOf } from '../src/judge/model.ts'
import { Place } from '../src/judge/place.ts'
import { expand } from '../src/rules/template.ts'
import weights from '../src/judge/weights.json' with { type: 'json' }

const model = modelOf(weights)
const names: Record<string, number> = weights.weights

test('each weight is found under its name, and no other name has one', () => {
  for (const [name, weight] of Object.entries(names)) expect(weightOf(name, model), name).toBe(weight / 100)
  const other = fc.tuple(fc.constantFrom('kind', 'word', 'shape, length'), fc.string()).map((parts) => parts.join(': '))
  fc.assert(
    fc.property(other, (name) => weightOf(name, model) === (Object.hasOwn(names, name) ? names[name]! / 100 : 0)),
  )
})

const WORDS = ['password', 'token', 'key', 'secret', 'auth']
const automaton = buildAutomaton(WORDS)
const VALUES = [
  'tobeornot',
  'S9x!q2Lw',
  'a8f3c9e1b7d20456a8f3c9e1b7d20456',
  'hunter2',
  'my-service',
  'Zq3kP0xV7tLm2sWc',
  'qwerty123',
]
const line = fc
  .tuple(
    fc.constantFrom('db_', 'client', 'api_', 'x.', 'primary_', ''),
    fc.constantFrom(...WORDS),
    fc.constantFrom(' = ', ': ', '=', ' == ', '", "'),
    fc.constantFrom('"', "'", ''),
    fc.oneof(fc.constantFrom(...VALUES), fc.stringMatching(/^[\x21-\x7e]{4,40}$/)),
  )
  .map(([before, word, operator, quote, value]) => `${before}${word}${operator}${quote}${value}${quote}\n`)
const file = fc.constantFrom('a.ts', 'b.env', 'test/c.py', 'docs/d.md', 'e')

/** Of every candidate: with short cuts, and the sum of all its features. */
function expectSame(text: Buffer, name: string): number {
  let seen = 0
  for (const assignment of assignmentsIn(text, WORDS, automaton, 8)) {
    const candidate = candidateOf(text, assignment, new Place(name))
    if (!candidate) continue
    seen++
    const sum = featuresOf(candidate).reduce((total, feature) => total + weightOf(feature, model), model.bias)
    expect(scoreOf(candidate, model, Number.NEGATIVE_INFINITY)).toBeCloseTo(sum, 9)
    const { confidence } = judge(candidate, model)
    expect(confidence).toBe(judge(candidate, model, Number.NEGATIVE_INFINITY).confidence)
  }
  return seen
}

test('a candidate that is given up early would not have reached the score', () => {
  fc.assert(
    fc.property(line, file, (text, name) => void expectSame(Buffer.from(text, 'latin1'), name)),
    { numRuns: 1500 },
  )
})

test('the same in real texts', () => {
  const texts = readdirSync('docs').filter((name) => name.endsWith('.md'))
  const seen = [...texts.map((name) => path.join('docs', name)), 'README.md']
    .map((name) => expectSame(readFileSync(name), name))
    .reduce((sum, count) => sum + count, 0)
  expect(seen).toBeGreaterThan(5)
})

test('what everybody may know of an nkey is no candidate; with another checksum it is', () => {
  const isCandidate = (value: string): boolean => {
    const bytes = Buffer.from(`nkey_secret = "${value}"\n`)
    return candidateOf(bytes, readAssignment(bytes, 5, 11)!, new Place('a.md')) !== undefined
  }
  const user = expand('{{strkey:a0}}', 'user').text
  expect(user).toMatch(/^U/)
  expect(isCandidate(user)).toBe(false)
  expect(isCandidate(`${user.slice(0, -1)}${user.endsWith('A') ? 'B' : 'A'}`)).toBe(true)
})
