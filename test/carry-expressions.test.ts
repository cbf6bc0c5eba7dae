// Expressions of other scanners as we have them: the same texts, the same paths.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { anyCase, fromForeign, withoutFlag } from '../src/carry/expression.ts'
import { globsOf } from '../src/carry/globs.ts'
import { pathExpression } from '../src/rules/path-expression.ts'

describe('an expression for paths', () => {
  const PATHS = fc
    .array(fc.constantFrom('a', 'b', 'ab', 'vendor', 'x.lock', 'go.sum', '.env', 'a.jpg', 'node_modules'), {
      minLength: 1,
      maxLength: 4,
    })
    .map((parts) => parts.join('/'))

  test.each([
    '^vendor/',
    'vendor',
    '(^|/)node_modules/',
    String.raw`\.lock$`,
    String.raw`(.*?)\.(jpg|gif)$`,
    String.raw`^a/.*\.lock$`,
    String.raw`(?:^|/)go\.sum$`,
    '^a.*b$',
    '^a$',
    'a/b',
    '^[^/]*$',
    String.raw`^a/[^/]+\.lock$`,
    String.raw`^\.env$`,
    'a?b',
    '^(a|b)/',
    '/a/',
  ])('%s: the same paths', (expression) => {
    const wanted = new RegExp(expression)
    const ours = new RegExp(pathExpression(globsOf(expression)))
    fc.assert(
      fc.property(PATHS, (path) => {
        expect(`${path} ${ours.test(path)}`).toBe(`${path} ${wanted.test(path)}`)
      }),
      { numRuns: 400 },
    )
  })

  test.each(['a(?=b)', String.raw`\w+`, '(a|b)+', 'a$b', '[^a]', '(?i)a'])(
    '%s has none, and that is told',
    (expression) => {
      expect(() => globsOf(expression)).toThrow(/./)
    },
  )
})

describe('an expression', () => {
  test.each([
    ['(?i)a[b-d]E', 'AcE', true],
    ['(?i)a[b-d]E', 'aCe', true],
    ['(?i)a[b-d]E', 'aee', false],
    ['[[:digit:]]{3}', '123', true],
    [String.raw`\Aab\z`, 'abc', false],
    ['(?P<name>x)', 'x', true],
  ])('%s on %s is %s', (expression, text, matches) => {
    expect(new RegExp(withoutFlag(fromForeign(expression))).test(text)).toBe(matches)
  })

  test('a plain text in any case', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 20 }), (text) => {
        expect(new RegExp(anyCase(text)).test(text)).toBe(true)
        expect(new RegExp(anyCase(text)).test(text.replaceAll(/[a-z]/g, (char) => char.toUpperCase()))).toBe(true)
      }),
    )
  })
})
