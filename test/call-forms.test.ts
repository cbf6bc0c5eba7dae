// Calls, assertions and lists of arguments as programs have them: the password alone is reported, and no message, scheme or user.
import { expect, test } from 'vitest'
import { Scratch } from './support/scratch.ts'

/** So random that only the form decides; no text of this repository. */
const SECRET = `f3Ghq9Zp${'2Lw7Xk4R'}t8Vb`

const FORMS: [file: string, line: string][] = [
  ['a.go', 'user, password := "me", "SECRET"'],
  ['b.go', 'm := NTLMAuth("me", "SECRET", "REALM")'],
  ['c.go', 'k, err := ParseKeyWithPassword(pem, "SECRET")'],
  ['d.go', 'c := NewBasicCredentials("me", "SECRET")'],
  ['e.go', 'assert.Equal(t, "SECRET", cfg.Password)'],
  ['f.go', 'c := exec.Command("mysql", "-uroot", "-pSECRET")'],
  ['g.rs', 'let o = Options::with_user_and_password("me".into(), "SECRET".into());'],
  ['h.rs', 'let s = SecretString::from("SECRET");'],
  ['i.rs', 'let o = Builder::new().user(Some("me")).pass(Some("SECRET"));'],
  ['j.js', 'expect(user.password).toBe("SECRET")'],
  ['k.java', 'assertThat(user.getPassword()).isEqualTo("SECRET");'],
  ['l.py', 'run(["curl", "-u", "ci:SECRET", url])'],
]

const NONE = [
  'e := NewAuthError("the login failed badly")',
  'c.SetAuthScheme("Bearer")',
  'c.SetAuthURLParam("nonce", "SECRET")',
  'p.zoneIDs[token] = "SECRET"',
]

test('each form, its value alone', () => {
  const repo = new Scratch()
  for (const [file, line] of FORMS) repo.write(file, `\n${line.replace('SECRET', SECRET)}\n`)
  repo.write('none.go', NONE.map((line) => line.replace('SECRET', SECRET)).join('\n'))
  const { stdout } = repo.unleak(['scan', '--format', 'jsonl'])
  const found = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { file: string; column: number })
  const expected = FORMS.map(([file, line]) => [file, line.indexOf('SECRET') + 1])
  expect(found.map(({ file, column }) => [file, column]).toSorted()).toEqual(expected)
})

test('the value of an assertion is found where only its line is new, and where it stands before the name', () => {
  const repo = new Scratch()
  repo.write('a_test.go', 'package a\n')
  repo.git('add', '.')
  repo.git('commit', '-qm', 'a')
  repo.write('a_test.go', `package a\n\n\tassert.Equal(t, "${SECRET}", cfg.Password)\n`)
  repo.git('add', '.')
  expect(repo.unleak(['scan', '--staged']).stdout).toContain('a_test.go:3')
})
