// Several names that are given as many values at once: each its own.
import { describe, expect, test } from 'vitest'
import { read } from './support/read-assignment.ts'

describe('the value at the name’s place', () => {
  test.each([
    ['user, pass := "y", "x1"'],
    ['const user, pass = "y", "x1"'],
    ['var user, pass string = "y", "x1"'],
    ['pass, user := "x1", "y"'],
    ['o.User, o.pass, o.Host = "y", "x1", "z"'],
    ['pass, err := "x1", nil'],
    ['user, pass = os.getenv("A", "b"), "x1"  # the user, too'],
    ['user, pass = "y", []byte("x1")'],
    ['[user, pass] = ["y", "x1"]'],
    ['const [pass, user] = [\n  "x1",\n  "y"\n]'],
    ['let (user, pass) = ("y", "x1");'],
    ["my ($user, $pass) = ('y', 'x1');"],
    ["$user, $pass = 'y', 'x1'"],
    ['local user, pass = "y", "x1"'],
    ['user, pass = ["y"], ["x1"]'],
    ['"user, pass = \\"y\\", \\"x1\\"\\nf()"'],
    ['run(\'user, pass = "y", "x1"\')'],
    ['a, b, c, d, e, pass = 1, 2, 3, 4, 5, "x1"'],
    [`user, pass = "${'y'.repeat(1000)}", "x1"`],
    ['for { user, pass := "y", "x1"; f(user, pass) }'],
    ['let user, pass = "x1", other = "y"'],
    ['f(user, pass="x1", other="y")'],
    ['f(user, pass = "x1", other)'],
    ['user, pass = f("x1")'],
  ])('%s', (text) => {
    expect(read(text)).toMatchObject({ value: 'x1', operator: expect.stringMatching(/^(?:assign|inside call|list)$/) })
  })

  test.each([
    ['user, pass = "y", os.getenv("P")'],
    ['user, pass := "y", cfg.Pass'],
    ['pass, user == "x1", "y"'],
    ['f(user, pass, "y")'],
    ['pass, user, host'],
    ['if user, pass = "y'],
    ['(user, pass) => ("y", "x1")'],
  ])('no text in %s', (text) => {
    expect(['y', 'x1']).not.toContain(read(text)?.value)
  })
})
