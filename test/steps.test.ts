// The worst case of an expression is never worse than what was worked out from its syntax.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { worstSteps } from '../src/rules/steps.ts'
import { countSteps } from './support/backtracker.ts'

const atom = fc.constantFrom('a', 'b', 'c', '[ab]', '[bc]', '[^a]', '\\w')
const { pattern } = fc.letrec<{ pattern: string; sequence: string; element: string }>((tie) => ({
  pattern: fc.array(tie('sequence'), { minLength: 1, maxLength: 3 }).map((ways) => ways.join('|')),
  sequence: fc.array(tie('element'), { minLength: 1, maxLength: 4 }).map((elements) => elements.join('')),
  element: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    atom,
    tie('pattern').map((inner) => `(?:${inner})`),
    fc
      .tuple(
        fc.oneof(
          atom,
          tie('pattern').map((inner) => `(?:${inner})`),
        ),
        fc.nat(2),
        fc.nat(2),
        fc.boolean(),
      )
      .map(([body, min, more, lazy]) => `${body}{${min},${min + more}}${lazy ? '?' : ''}`),
    fc.tuple(fc.constantFrom('?=', '?!'), tie('sequence')).map(([kind, inner]) => `(${kind}${inner})`),
    fc.constantFrom('\\b', '$'),
  ),
}))

test('no text needs more steps', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c', ' '), maxLength: 14 })
  let [most, close] = [0, 0]
  const property = fc.property(pattern, text, (source, bytes) => {
    const bound = worstSteps(source)
    const steps = countSteps(source, bytes)
    expect(steps, `${source} on "${bytes}"`).toBeLessThanOrEqual(bound)
    most = Math.max(most, steps)
    if (steps * 4 >= bound) close++
  })
  fc.assert(property, { numRuns: 5000 })
  // The proof is worth something: some took many, and the bound is often near.
  expect(most).toBeGreaterThan(200)
  expect(close).toBeGreaterThan(300)
})

test.each([
  ['ghp_[A-Za-z0-9]{36}(?![A-Za-z0-9])', 100],
  ['key_[a-z]{1,40}-[a-z]{1,40}_[a-z]{1,40}!', 400],
  ['"name": "[^"\\n]{0,2000}"', 7000],
  ['[a-z]{24,2000}={0,2}(?=[;,]|$)', 20_000],
])('%s needs few', (source, most) => expect(worstSteps(source)).toBeLessThan(most))

test.each(['(?:[a-z]{1,20}){1,20}!', '(?:a|a){1,60}b', '(?=(?:a{0,9}){9}b)c'])('%s may need a billion', (source) =>
  expect(worstSteps(source)).toBeGreaterThan(1e9),
)
