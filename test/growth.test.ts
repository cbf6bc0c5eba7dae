// No rule's time grows faster than its input; and a rule of which that is not true is told.
import { expect, test } from 'vitest'
import { growthProblem } from '../src/rules/growth.ts'
import { RULES } from './support/all-rules.ts'

const PARTS = 8

// In parts, so that each has its own time limit.
test.each(Array.from({ length: PARTS }, (_, part) => part))('time grows with the text, part %i', (part) => {
  const rules = RULES.filter((_, index) => index % PARTS === part)
  const slow = rules.flatMap((rule) => {
    const problem = growthProblem(rule)
    return problem === undefined ? [] : [`${rule.id}: ${problem}`]
  })
  expect(slow).toEqual([])
})

test('a pattern that tracks back without end is told, and does not hang the proof', () => {
  const rule = { ...RULES.find(({ id }) => id === 'github-pat')!, keywords: ['acme_'] }
  expect(growthProblem({ ...rule, pattern: 'acme_[a-z]{1,40}' })).toBeUndefined()
  expect(growthProblem({ ...rule, pattern: 'acme_(?:(?:[a-z]{1,20}){1,20}){1,20}!' })).toContain('no end after 8 s')
})
