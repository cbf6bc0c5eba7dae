// Values in pieces, in lists, in blocks, in tables and in calls: each form with a near miss that is none.
import { describe, expect, test } from 'vitest'
import { readAssignment } from '../src/detect/assignment.ts'
import { partsOf } from '../src/detect/parts.ts'
import { scanText } from '../src/library.ts'
import { expand } from '../src/rules/template.ts'
import { Scratch } from './support/scratch.ts'

/** The values of the first such word in the text, and where they stand: from the first piece to the last. */
function read(text: string, word = 'pass'): { values: string[]; places: string[] } {
  const bytes = Buffer.from(text)
  const start = text.toLowerCase().indexOf(word)
  const found = readAssignment(bytes, start, start + word.length)
  const parts = found ? partsOf(bytes, found) : []
  const places = parts.map(({ valueStart, valueEnd }) => bytes.subarray(valueStart, valueEnd).toString())
  return { values: parts.map(({ joined }, i) => joined ?? places[i]!), places }
}

describe('pieces of a string', () => {
  test.each([
    ['JavaScript, Java', 'passage = "x1" + "y"', 'x1" + "y'],
    ['over lines', 'passage = "x1" +\n    "y";', 'x1" +\n    "y'],
    ['the sign at the front of a line', 'passage = "x1"\n  + "y";', 'x1"\n  + "y'],
    ['PHP, Perl', "$passage = 'x1' . 'y';", "x1' . 'y"],
    ['Lua', 'passage = "x1" .. "y"', 'x1" .. "y'],
    ['VB', 'passage = "x1" & "y"', 'x1" & "y'],
    ['Haskell', 'passage = "x1" ++ "y"', 'x1" ++ "y'],
    ['C', 'const char *passage = "x1" "y";', 'x1" "y'],
    ['Python', 'passage = ("x1"\n            "y")', 'x1"\n            "y'],
    ['Python with prefixes', "passage = b'x1' + b'y'", "x1' + b'y"],
    ['a joined line', 'passage = "x1" \\\n  "y"', 'x1" \\\n  "y'],
    ['a joined line in a string', 'passage = "x1\\\n  y"', 'x1\\\n  y'],
    ['an argument', '.passage("x1" + "y")', 'x1" + "y'],
  ])('%s', (_, text, place) => {
    expect(read(text)).toEqual({ values: ['x1y'], places: [place] })
  })

  test.each([
    ['a variable ends it', 'password = "x1" + user + "y"'],
    ['a name below', 'password: "x1"\n"user": "y"'],
    ['a name below, in Ruby', 'password = "x1"\n"user" => "y"'],
    ['an assignment below', 'password = "x1"\nuser = "y"'],
    ['another argument', '.password("x1", y)'],
    ['the next word of a shell', 'PASSWORD="x1" "y"'],
    ['another quote without a sign', 'password = "x1" \'y\''],
    ['a comment', 'password = "x1" // "y"'],
  ])('%s', (_, text) => {
    expect(read(text)).toEqual({ values: ['x1'], places: ['x1'] })
  })
})

describe('lists', () => {
  test.each([
    ['passwords = ["x1", "y2", "z3"]', ['x1', 'y2', 'z3']],
    ['passwords: [\n  "x1",\n  "y2",\n]', ['x1', 'y2']],
    ['passwords:\n  - x1\n  - "y2"\nuser: z', ['x1', 'y2']],
    ['new PasswordToken("x1", "y2")', ['x1', 'y2']],
    // Near misses.
    ['passwords = ["x1"], ["y2"]', ['x1']],
    ['passwords = [x1, "y2"]', ['[x1']],
    ['passwords:\n  - x1\nusers:\n  - y2', ['x1']],
    ['passwords:\n  user: x1', []],
  ])('%s', (text, values) => {
    expect(read(text).values).toEqual(values)
  })
})

describe('blocks', () => {
  test.each([
    ['PASSWORD=$(cat <<EOF\nx1\nEOF\n)'],
    ['password = <<-EOT\n  x1\n  EOT\n'],
    ["$password = <<<'EOT'\nx1\nEOT;"],
    ['password = <<~END\n  x1\nEND'],
    ['password: |\n  x1\nuser: y'],
    ['password: >-\n  x1\n'],
  ])('%s', (text) => {
    expect(read(text)).toEqual({ values: ['x1'], places: ['x1'] })
  })

  test.each([
    ['more than one line', 'password: |\n  x1\n  y2\nuser: y'],
    ['no indentation', 'password: |\nx1\n'],
    ['another end', 'password = <<EOF\nx1\nEND\n'],
    ['a document of two lines', 'password = <<EOF\nx1\ny2\nEOF\n'],
    ['a shift', 'password = << 3'],
  ])('%s is none', (_, text) => {
    expect(read(text).values).not.toContain('x1')
  })
})

describe('tables, statements, logins', () => {
  test.each([
    ['| Password | x1 |', 'pass', ['x1']],
    ['| `password` | `x1` | y |', 'pass', ['x1']],
    ['| 1 | **password** | x1 |', 'pass', ['x1']],
    ['| User | Password |\n|:-----|---:|\n| me | x1 |\n| you | `y2` |\n', 'pass', ['x1', 'y2']],
    ['| User | Password    |\n+------+-----+\n|  me  |             |\n|  you | y2 |\n+------+', 'pass', ['y2']],
    ['| Private Key                                          | Of |\n|---|---|\n| x1 | me |', 'key', ['x1']],
    ['secret = new TextEncoder().encode(\n  "x1",\n)', 'secret', ['x1']],
    ["CREATE ROLE app WITH PASSWORD 'x1'", 'pass', ['x1']],
    ['Log in with the password "x1".', 'pass', ['x1']],
    ['login(user, "x1")', 'login(', ['x1']],
    ['client.login("me", "x1");', 'login(', ['x1']],
    ['HTTPBasicAuth("me", "x1")', 'basicauth(', ['x1']],
    ['new PasswordAuthentication("me", "x1")', 'pass', ['x1']],
    ['t.auth_password("me", "x1")', 'pass', ['x1']],
    ['set_password("x1")', 'pass', ['x1']],
    ['user,password,mail\nme,x1,a@b.c\nyou,"y2",\n', 'pass', ['x1', 'y2']],
    ['"user"\t"password"\r\nme\tx1\r\nyou\ty2', 'pass', ['x1', 'y2']],
    // Near misses.
    ['user,password,mail\nme,x1\n', 'pass', []],
    ['from x import user, password\nx1(user, password)\n', 'pass', []],
    ['id,password_url\n1,x1\n', 'pass', []],
    ['users:\nuser,password\nme,x1\n', 'pass', []],
    ['a = user | password | x1', 'pass', []],
    ['| Password | x1 and more |', 'pass', []],
    ['| Key | What it does |\n|---|---|\n| x1 | y2 |', 'key', []],
    ['| Password URL | Of whom |\n|---|---|\n| x1 | me |', 'pass', []],
    ['| Password | Of whom |\n| x1 | me |\n', 'pass', []],
    ['| Password | Of whom |\n|---|---|\nx1 | me\n', 'pass', []],
    ['| Password | Of whom |\n|---|---|\n| x1 and more | me |\n', 'pass', []],
    ['secret = new URL().get("x1")', 'secret', ['new']],
    ['the password is "x1"', 'pass', []],
    ['the passwords "x1" and "y2"', 'pass', []],
    ['ftp_login($ftp, "me", "x1")', 'login(', ['x1']],
    ['login(user, "x1", realm)', 'login(', ['x1']],
    ['login(user, x1)', 'login(', []],
    ['login("x1")', 'login(', ['x1']],
    ['login(user, x1, "y2")', 'login(', []],
    ['login()', 'login(', []],
  ])('%s', (text, word, values) => {
    expect(read(text, word).values).toEqual(values)
  })
})

test('a secret in pieces is one finding, from its first piece to its last, and the same secret as in one piece', () => {
  const repo = new Scratch()
  const pieces = ['q7Jm2xV9', 'bT4kLw8Z', 'rN6yHc3P']
  repo.write('whole.js', `const apiSecret = '${pieces.join('')}'\n`)
  repo.write('pieces.js', `const apiSecret = '${pieces[0]}' +\n  '${pieces[1]}' +\n  '${pieces[2]}'\n`)
  const { stdout, all } = repo.unleak(['scan', '--format', 'jsonl'])
  const [inPieces, whole] = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
  expect(inPieces).toMatchObject({ file: 'pieces.js', line: 1, column: 20, endLine: 3, endColumn: 12 })
  expect(whole).toMatchObject({ file: 'whole.js', line: 1, column: 20, endLine: 1, endColumn: 44 })
  expect(inPieces!['fingerprint']).toBe(whole!['fingerprint'])
  expect(pieces.some((piece) => all.includes(piece))).toBe(false)
})

test('a text that is no secret of its name is read for names of its own, but not what a call makes another thing of', async () => {
  const value = expand('{{alnum:20}}', 'inner').text
  const lines = async (text: string): Promise<number[]> => (await scanText(text, 'a.py')).map(({ line }) => line)
  // The name of the object holds a word too.
  expect(await lines(`monkeypatch.setenv("DB_PASSWORD", "${value}")`)).toEqual([1])
  expect(await lines(`json_notoken = ('{'\n  '"refresh_token": "${value}"}')`)).toEqual([2])
  expect(await lines(`keyhash = encodePassword("${value}")`)).toEqual([])
})
