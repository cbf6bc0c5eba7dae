// Which texts assign a value to a name, in the grammars of code, configuration and shells.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readAssignment } from '../src/detect/assignment.ts'
import { forgetEndless, readValue } from '../src/detect/value.ts'
import { partsOf } from '../src/detect/parts.ts'
import { LONGEST_VALUE } from '../src/detect/value.ts'
import { expand } from '../src/rules/template.ts'
import { read } from './support/read-assignment.ts'

describe('assignments', () => {
  test.each([
    // Code.
    ['password = "x1"', 'password', 'x1', 'assign'],
    ["const dbpass='x1'", 'dbpass', 'x1', 'assign'],
    ['password: string = "x1"', 'password', 'x1', 'assign'],
    ['password?: string = "x1"', 'password', 'x1', 'assign'],
    ['String password = x1', 'password', 'x1', 'assign'],
    ['password := `x1`', 'password', 'x1', 'assign'],
    ['password ::= "x1"', 'password', 'x1', 'assign'],
    ['password ?= x1', 'password', 'x1', 'assign'],
    ['password ||= "x1"', 'password', 'x1', 'assign'],
    ['password += "x1"', 'password', 'x1', 'assign'],
    ['password <- "x1"', 'password', 'x1', 'assign'],
    ['"password" => "x1"', 'password', 'x1', 'assign'],
    [":password => 'x1'", 'password', 'x1', 'assign'],
    ['password -> "x1"', 'password', 'x1', 'assign'],
    ['char password[] = "x1";', 'password', 'x1', 'assign'],
    ['config["password"] = "x1"', 'password', 'x1', 'assign'],
    ["os.environ['db_pass'] = 'x1'", 'db_pass', 'x1', 'assign'],
    ['this.config.password = "x1"', 'this.config.password', 'x1', 'assign'],
    ['$password = "x1";', '$password', 'x1', 'assign'],
    ['password = b"x1"', 'password', 'x1', 'assign'],
    ["password = r'x1'", 'password', 'x1', 'assign'],
    ['bypass = @"x1"', 'bypass', 'x1', 'assign'],
    ['bypass = """x1\ny2"""', 'bypass', 'x1\ny2', 'assign'],
    ['bypass = `x1\ny2`', 'bypass', 'x1\ny2', 'assign'],
    ['bypass = "a\\"b"', 'bypass', 'a\\"b', 'assign'],
    ['bypass = "größe🔑"', 'bypass', 'größe🔑', 'assign'],
    ['if (bypass == "x1")', 'bypass', 'x1', 'compare'],
    ['if (password === "x1")', 'password', 'x1', 'compare'],
    ['if (password != "x1")', 'password', 'x1', 'compare'],
    ['password !== "x1"', 'password', 'x1', 'compare'],
    ['setPassword("x1")'.replace('Pass', 'pass'), 'setpassword', 'x1', 'call'],
    ['.password( "x1" )', '.password', 'x1', 'call'],
    ['setenv("db_pass", "x1")', 'db_pass', 'x1', 'comma'],
    ['["password", "x1"]', 'password', 'x1', 'comma'],
    // Configuration.
    ['{"password": "x1"}', 'password', 'x1', 'colon'],
    ['"{\\"password\\":\\"x1\\"}"', 'password', 'x1', 'colon'],
    ['password: x1', 'password', 'x1', 'colon'],
    ['password: x1 # why', 'password', 'x1', 'colon'],
    ["  db-pass:   'x1'", 'db-pass', 'x1', 'colon'],
    ['spring.datasource.password=x1', 'spring.datasource.password', 'x1', 'assign'],
    ['DB_pass=x1\r\nA=b', 'DB_pass', 'x1', 'assign'],
    ['export DB_pass=x1;', 'DB_pass', 'x1', 'assign'],
    ['password:\n  "x1"', 'password', 'x1', 'colon'],
    ['password = \\\r\n  "x1"', 'password', 'x1', 'assign'],
    ['<password>x1</password>', 'password', 'x1', 'tag'],
    ['<input name="password" value="x1">', 'password', 'x1', 'assign'],
    ['<add password="x1" />', 'password', 'x1', 'assign'],
    ['<meta name="password" content="x1">', 'password', 'x1', 'assign'],
    // Shells and builds.
    ['run --password x1', '--password', 'x1', 'flag'],
    ['run --password=x1', '--password', 'x1', 'assign'],
    ['run -pass x1', '-pass', 'x1', 'flag'],
    ['"run --password \\"x1\\""', '--password', 'x1', 'flag'],
    ['#define password "x1"', 'password', 'x1', 'flag'],
    ['ENV password x1', 'password', 'x1', 'flag'],
    ['RUN y\n  ENV password x1', 'password', 'x1', 'flag'],
    ['sh -c "--password x1"', '--password', 'x1', 'flag'],
    ['run "--password" "x1"', '--password', 'x1', 'flag'],
    ["-d 'user[password]=x1'", 'password', 'x1', 'assign'],
    ['declare -A y=([password]="x1")', 'password', 'x1', 'assign'],
    ['config[:password] = "x1"', 'password', 'x1', 'assign'],
    ['setenv password x1', 'password', 'x1', 'flag'],
    ['?password=x1', 'password', 'x1', 'assign'],
    ['?password=x1&page=2', 'password', 'x1', 'assign'],
    ['["run", "--password", "x1", "--verbose", "y"]', '--password', 'x1', 'comma'],
    // Lists, calls, other texts within texts.
    ['"pass_list": ["x1", "y2"]', 'pass_list', 'x1', 'list'],
    ['"pass_list": [\n  "x1"\n]', 'pass_list', 'x1', 'list'],
    ['{\\"passes\\":[\\"x1\\",\\"y2\\"]}', 'passes', 'x1', 'list'],
    ['password = Buffer.from("x1", "hex")', 'password', 'x1', 'inside call'],
    ['password := []byte("x1")', 'password', 'x1', 'inside call'],
    ['password = new Key(decode("x1"))', 'password', 'x1', 'inside call'],
    ['"{\\\\\\"password\\\\\\":\\\\\\"x1\\\\\\"}"', 'password', 'x1', 'colon'],
    ['{&#34;password&#34;: &#34;x1&#34;}', 'password', 'x1', 'colon'],
    ['password = \u2018x1\u2019', 'password', 'x1', 'assign'],
    ['the password: \u201cx1\u201d.', 'password', 'x1', 'colon'],
    ['&quot;password&quot;: &quot;x1&quot;', 'password', 'x1', 'colon'],
    ['**password**: x1', 'password', 'x1', 'colon'],
    ['- name: password\n  value: x1', 'password', 'x1', 'assign'],
    ['<key>password</key>\n<string>x1</string>', 'password', 'x1', 'tag'],
    ['<string name="password">x1</string>', 'password', 'x1', 'tag'],
    // What was opened before the value is no part of it.
    ['f(password=x1)', 'password', 'x1', 'assign'],
    ['password: ${DB_PASS:x1}}', 'password', 'x1', 'colon'],
  ])('%s', (text, name, value, operator) => {
    expect(read(text)).toEqual({ name, value, operator })
  })

  test('{ name: "password", value: "x1" }', () => {
    expect(read('{ name: "password", value: "x1" }')).toMatchObject({ value: 'x1' })
  })
})

describe('no assignments', () => {
  test.each([
    ['a word', 'the password is x1'],
    ['a statement', 'password;'],
    ['an argument', 'f(password, x1)'],
    ['a call without a literal', 'getpassword(user)'],
    ['a call with a space', 'password ("x1")'],
    ['a type', 'password::new'],
    ['an optional chain', 'password?.length'],
    ['a flag in prose', 'the `--password` x1 is'],
    ['a command in prose', 'of `run --password` x1 is'],
    ['a flag in quotes', 'the "--password" x1 is'],
    ['a variable in prose', 'set the ENV password x1 first'],
    ['a subscript', 'ids[password] = "x1"'],
    ['a subscript of a member', 'a.ids[cfg.password] := "x1"'],
    ['a comparison of size', 'password < "x1"'],
    ['a logical or', 'password || "x1"'],
    ['an end', 'password'],
    ['an operator at the end', 'password ='],
    ['an empty bare value', 'password =\nx = 1'],
    ['an unfinished string', 'password = "x1\n'],
    ['a string that never ends', 'password = "x1'],
    ['a word of a list', '["user", "password", "token", "key"]'],
    ['a tag without an end', '<password>x1'],
    ['a tag that only closes', '<key>password</key>\n</dict>'],
    ['a name far from its value', `password${' '.repeat(30)}= "x1"`],
    ['a value far from its name', `password:${' '.repeat(30)}x1`],
  ])('%s', (_, text) => {
    expect(read(text)).toBeUndefined()
  })

  test('values beyond the limit', () => {
    expect(read(`password = "${'x'.repeat(LONGEST_VALUE - 1)}"`)?.value).toHaveLength(LONGEST_VALUE - 1)
    expect(read(`password = "${'x'.repeat(LONGEST_VALUE + 1)}"`)).toBeUndefined()
    expect(read(`password = ${'x'.repeat(LONGEST_VALUE + 1)}`)).toBeUndefined()
  })
})

describe('JSON within a string', () => {
  const texts = (text: string): string[] => {
    const bytes = Buffer.from(text)
    return partsOf(bytes, readAssignment(bytes, 1, 5)!).map(({ valueStart, valueEnd }) =>
      bytes.subarray(valueStart, valueEnd).toString(),
    )
  }

  test('texts under keys that say nothing, and lists of them, are values of the outer name', () => {
    expect(texts('"pass": "{\\"value\\": \\"x1\\", \\"data\\":[\\"y2\\", \\"z3\\"]}"')).toEqual(['x1', 'y2', 'z3'])
    expect(texts(`"pass": '{text: "x1"}'`)).toEqual(['x1'])
    expect(texts(`"pass": '{"x1", "y2"}'`)).toEqual(['x1', 'y2'])
    expect(texts('"pass": "{x1}"')).toEqual(['{x1}'])
    expect(texts(`"pass": "{{ find('x1') }}"`)).toEqual([])
    expect(texts('"pass": "{\\"x1"')).toEqual(['x1'])
  })

  test('what has a key of its own is not, but for a long random text', () => {
    const random = expand('{{hex:32}}', 'nested').text
    expect(texts(`"pass": '{"iss": "x1", "roles": ["y2", "z3"], "value": "w4"}'`)).toEqual(['w4'])
    expect(texts(`"pass": '{iss: "x1", value: "w4"}'`)).toEqual(['w4'])
    expect(texts(`"pass": '{"name": "x1", "sig": "${random}"}'`)).toEqual([random])
    expect(texts(`"pass": '{"name": "x1", "key_id": "${random}"}'`)).toEqual([])
    expect(texts(`"pass": '{"Sub": "${random}"}'`)).toEqual([])
  })
})

test('a value begins behind its name and ends within the text, whatever the text', () => {
  const unit = fc.constantFrom(
    'pass',
    '=',
    ':',
    '"',
    "'",
    '`',
    '\\',
    ' ',
    '\n',
    '\r',
    '(',
    ')',
    '[',
    ']',
    '<',
    '>',
    '-',
    ',',
    'value',
    '+',
    '|',
    '<<EOF\n',
    '\n  - ',
    'login(',
    '{',
    '}',
    '${',
    ' || ',
    ' ? ',
    ': ',
    'default',
    '<![CDATA[',
    ']]>',
    'get() = ',
    'é',
  )
  const property = fc.property(fc.array(unit, { maxLength: 25 }), (units) => {
    const bytes = Buffer.from(units.join(''))
    for (let at = bytes.indexOf('pass'); at !== -1; at = bytes.indexOf('pass', at + 1)) {
      const found = readAssignment(bytes, at, at + 4)
      if (!found) continue
      const { nameStart, nameEnd, valueStart, valueEnd } = found
      expect([nameStart, at + 4, nameEnd, valueStart, valueEnd, bytes.length]).toEqual(
        [nameStart, at + 4, nameEnd, valueStart, valueEnd, bytes.length].toSorted((a, b) => a - b),
      )
    }
  })
  fc.assert(property, { numRuns: 5000 })
})

test('a value at each place of one long run: read after those before it as it is alone', () => {
  const text = `${'k=v&x-'.repeat(900)}, ${'k=(v)'.repeat(900)} "${'k=v&k'.repeat(20)}" ${'k=v;'.repeat(9)}${'kv'.repeat(1500)}`
  const bytes = Buffer.from(text)
  forgetEndless()
  const inTurn = Array.from(bytes, (_, at) => readValue(bytes, at, 'assign'))
  const alone = Array.from(bytes, (_, at) => {
    forgetEndless()
    return readValue(bytes, at, 'assign')
  })
  expect(inTurn).toEqual(alone)
  expect(alone.filter((value) => value === undefined).length).toBeGreaterThan(3000)
})
