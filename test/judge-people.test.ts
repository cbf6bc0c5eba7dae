// The judge and what people write: passwords of words, names in other languages, tokens with a prefix. And the rows made up to train it.
import { describe, expect, test } from 'vitest'
import { copiesOf, seeded } from '../scripts/judge/augment.ts'
import type { Labelled } from '../scripts/judge/candidates.ts'
import { foldsOf } from '../scripts/judge/folds.ts'
import { readAssignment } from '../src/detect/assignment.ts'
import { judgeName } from '../src/detect/names.ts'
import { candidateOf } from '../src/judge/candidate.ts'
import type { Candidate } from '../src/judge/candidate.ts'
import { featuresOf } from '../src/judge/features.ts'
import { judge } from '../src/judge/judge.ts'
import { modelOf } from '../src/judge/model.ts'
import { Place } from '../src/judge/place.ts'
import { shapeOf } from '../src/judge/value-shape.ts'
import weights from '../src/judge/weights.json' with { type: 'json' }
import { expand } from '../src/rules/template.ts'

const model = modelOf(weights)

/** @param template its first `@` stands before the name */
function candidate(template: string, file = 'config.py'): Candidate {
  const at = template.indexOf('@')
  const bytes = Buffer.from(expand(template.replace('@', ''), 'people').text, 'latin1')
  const length = /^[\w-]+/.exec(bytes.toString('latin1', at))![0].length
  return candidateOf(bytes, readAssignment(bytes, at, at + length)!, new Place(file))!
}

const confidence = (template: string, file?: string): string | undefined =>
  judge(candidate(template, file), model).confidence

describe('passwords of words', () => {
  const names = ['DB_PASSWORD', 'password', 'db_pwd', 'DB_PASS', 'admin_pw', 'senha', 'mot_de_passe', 'dbpw']
  const values = [
    'Gravel{{digits:4}}!',
    'gravel-mellow-{{digits:2}}',
    'Gravel&mellow{{digits:2}}',
    'gr@v3l{{digits:2}}#',
  ]
  test.each(names)('%s', (name) => {
    for (const value of values) expect(confidence(`user = "orders"\n@${name} = "${value}"\n`), value).toBe('medium')
  })

  test.each(['"password"', '"your-password"', '"Enter your password"', 'get_password', '"changeme"', '"userPassword"'])(
    'and none: %s',
    (value) => {
      const text = `@db_password = ${value}\n`
      const bytes = Buffer.from(text.slice(1))
      const read = readAssignment(bytes, 0, 11)
      const found = read && candidateOf(bytes, read, new Place('config.py'))
      expect(found && judge(found, model).confidence).not.toBe('medium')
    },
  )
})

test.each(['pw', 'PSWD', 'userpw', 'senha', 'clave', 'wachtwoord', 'requirepass', 'mot_de_passe'])(
  '%s announces a password',
  (name) => expect(judgeName(name)).toBe('password'),
)
test.each(['bypass', 'compass', 'enclave', 'passe', 'new'])('%s announces nothing', (name) =>
  expect(judgeName(name)).toBeUndefined(),
)

describe('shapes', () => {
  test.each([
    ['acme-{{hex:40}}', 'hex'],
    ['0x{{hex:64}}', 'hex'],
    ['SEC{{hex:64}}', 'hex'],
    ['{{hex:32}}:{{hex:32}}', 'hex'],
    ['{{base62:24}}.{{base62:24}}', 'alnum'],
    ['0x{{hex:40}}', 'number'],
    ['www.{{hex:32}}.test', 'url'],
    ['com.acme.api.accounts.{{hex:32}}', 'dotted'],
    ['correct-horse-battery-staple', 'kebab'],
    ['my_very_long_setting_name_2', 'snake'],
    ['required|min:8', 'rules'],
    ['$1', 'template'],
    ['$name', 'variable'],
    ['$4to@L{{[2]:1}}=M', 'symbols'],
    ['Acme$$w{{[2]:1}}rd', 'symbols'],
    ['bcrypt$$', 'hashed'],
    [':class:', 'bracketed'],
  ])('%s is %s', (template, shape) => expect(shapeOf(expand(template, 'shapes').text)).toBe(shape))

  test.each(['acme-{{hex:40}}', '{{base62:30}}.{{base62:30}}', '{{[a-zA-Z]:40}}'])('%s needs no weighing', (value) =>
    expect(confidence(`@acme_secret = "${value}"`)).toBe('medium'),
  )
})

test('what joins them: a setter, a builder, a call that stores', () => {
  expect(candidate('conn.@setPassword("gravel{{digits:3}}")').joint).toBe('setter')
  expect(candidate('conn.@checkPassword("gravel{{digits:3}}")').joint).toBe('call')
  expect(candidate('db().@password("gravel{{digits:3}}")').joint).toBe('builder')
  expect(candidate('map.put("@password", "gravel{{digits:3}}")').joint).toBe('stored')
  expect(candidate('["@password", "gravel{{digits:3}}"]').joint).toBe('comma')
})

test('words that a random text holds by chance say nothing', () => {
  const features = featuresOf(candidate('@api_key = "{{[q]:1}}7ZkKey9xPwTest4vQzJ8"'))
  expect(features.filter((name) => /^(?:echo: holds|value says)/.test(name))).toEqual([])
  expect(featuresOf(candidate('@api_key = "test-hockey-7"'))).toContain('value says: test')
  expect(featuresOf(candidate('@api_key = "monkey-7"'))).toContain('echo: none')
})

describe('rows made up', () => {
  const password = candidate('@dbPassword = "x9Kd{{digits:2}}"')

  test('a true one has another value, a false one has its own; both have common names, written as before', () => {
    const trues = copiesOf(password, 1, seeded('a'))
    expect(trues.length).toBeGreaterThan(1)
    for (const { name, value, kind } of trues) {
      expect(value).not.toBe(password.value)
      expect([name, kind]).toEqual([expect.stringMatching(/^[a-z]+(?:[A-Z][a-z]+)*$/), 'password'])
    }
    const falses = copiesOf(password, 0, seeded('a'))
    expect(new Set(falses.map(({ value }) => value))).toEqual(new Set([password.value]))
  })

  test('none of what nobody looked at, nor of keys', () => {
    expect(copiesOf(password, -1, seeded('a'))).toEqual([])
    expect(copiesOf(candidate('@api_key = "x9Kd{{digits:2}}"'), 1, seeded('a'))).toEqual([])
  })

  test('the same for the same seed', () => {
    expect(copiesOf(password, 1, seeded('a'))).toEqual(copiesOf(password, 1, seeded('a')))
    expect(copiesOf(password, 1, seeded('a'))).not.toEqual(copiesOf(password, 1, seeded('b')))
  })

  test('they are trained with in the other folds, and counted in none', () => {
    const row = (number: number, isCopy: boolean): Labelled => ({
      repository: `r${number}`,
      name: 'n',
      value: `${number}`,
      features: [isCopy ? 'copy: x' : 'real: x'],
      label: 1,
      isCopy,
    })
    const data = Array.from({ length: 12 }, (_, number) => [row(number, false), row(number, true)]).flat()
    const folds = foldsOf(data)
    expect(folds.reduce((sum, { scored }) => sum + scored.length, 0)).toBe(12)
    for (const { model: trained } of folds)
      expect([...trained.weights.keys()].toSorted()).toEqual(['copy: x', 'real: x'])
  })
})
