// Reports that the user lays out: what a template may do, and that a slip in it is told before the scan.
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { hostile } from './support/reports.ts'
import { Scratch, token } from './support/scratch.ts'
import type { Result } from './support/scratch.ts'

function render(template: string, repo = hostile()): Result {
  repo.write('.git/template.liquid', template)
  return repo.unleak(['scan', '--format', 'template', '--template', '.git/template.liquid'])
}

test('the example of the documentation, with and without findings, and of a gap', () => {
  const [, example] = /```liquid\n(.*?)```/s.exec(readFileSync('docs/templates.md', 'utf8'))!
  const repo = hostile()
  const { stdout, code } = render(example!, repo)
  expect(code).toBe(1)
  expect(stdout).toMatch(/^:rotating_light: \*2 secrets\*\n\*GitHub personal access token \(classic\)\*\n• `/)
  expect(stdout).toContain('• `src/config.ts:3` ghp_********\n')
  const clean = new Scratch()
  clean.write('a.txt')
  expect(render(example!, clean)).toMatchObject({ code: 0, stdout: ':white_check_mark: No secrets in 1 files.\n' })
  clean.write('.unleak.yml', 'maxFileMegabytes: 0.001\n')
  clean.write('large.txt', 'x'.repeat(2000))
  expect(render(example!, clean).stdout).toContain(':warning: not scanned: large.txt: it is larger')
})

test('every documented field is there, and none of them holds a secret', () => {
  const documented = [...readFileSync('docs/templates.md', 'utf8').matchAll(/^\| (`.*?) \| (.*) \|$/gm)]
  const names = (text: string): string[] =>
    [...text.matchAll(/`([^`]+)`/g)].flatMap(([, list]) => list!.split(' ')).toSorted()
  const repo = hostile()
  repo.git('add', '.')
  repo.git('commit', '-qm', 'x', '--no-verify')
  repo.write('.git/all.liquid', '{{ findings | json }}\n{{ rules | json }}')
  const { stdout } = repo.unleak(['scan', '--history', '--format', 'template', '--template', '.git/all.liquid'])
  const [findings, rules] = stdout.split('\n').map((line) => JSON.parse(line) as Record<string, unknown>[])
  expect(Object.keys(findings![0]!).toSorted()).toEqual(
    names(documented.find(([, name]) => name === '`findings`')![2]!),
  )
  expect(Object.keys(rules![0]!).toSorted()).toEqual(names(documented.find(([, name]) => name === '`rules`')![2]!))
  expect(findings![0]).toMatchObject({ author: 'A', inHead: true, cell: null, redacted: 'ghp_********' })
  for (const seed of ['a', 'b']) expect(stdout).not.toContain(token(seed).slice(4, 20))
  expect(
    render('{{ files }} {{ bytes }} {{ seconds }} {{ started }} {{ version }} {{ baselined.size }}').stdout,
  ).toMatch(/^\d+ \d+ [\d.]+ \d{4}-\d\d-\d\dT[\d:.]+Z \d+\.\d+\.\d+\S* 0$/)
})

test('escaping is the choice of the template: JSON of hostile names reads back', () => {
  const { stdout } = render(
    '[{% for f in findings %}{{ f.file | json }}{% unless forloop.last %},{% endunless %}{% endfor %}]',
  )
  expect((JSON.parse(stdout) as string[]).toSorted()).toEqual([
    String.raw`=a,b%0A|` + '`x`' + String.raw`<i>&"\x1b[31m\u202e[l](u)#?.txt`,
    'src/config.ts',
  ])
  expect(render('{% for f in findings %}{{ f.file | escape }}{% endfor %}').stdout).not.toMatch(/[<>]/)
})

test('a wrong template is exit 2, with its place, before anything is scanned', () => {
  const repo = hostile()
  for (const [template, problem] of [
    ['a\n{% if findings %}', 'template.liquid:2:1: tag {% if findings %} not closed'],
    ['{{ findngs }}', 'template.liquid:1:4: undefined variable: findngs'],
    ['\n\n{% for f in findings %}{{ f.secret }}{% endfor %}', 'template.liquid:3:27: undefined variable: f.secret'],
    ['{{ files | exec }}', 'undefined filter: exec'],
    ['{{ findings[0].file }}', 'undefined variable: findings.0'],
    ['{% include ".env" %}', 'tag "include" not found'],
    ['{% render ".env" %}', 'tag "render" not found'],
    ['{% layout ".env" %}', 'tag "layout" not found'],
    ['{{ findings.constructor.constructor }}', 'undefined variable: findings.constructor'],
    ['{% for i in (1..900000000) %}x{% endfor %}', 'memory alloc limit exceeded'],
  ] as const) {
    const { code, stdout, stderr } = render(template, repo)
    expect({ code, stdout }, template).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain(problem)
    expect(stderr).toContain('docs/templates.md')
  }
})

test('a template that is not there, or that nobody asked for', () => {
  const repo = hostile()
  for (const args of [
    ['--format', 'template'],
    ['--output', 'template=a.txt'],
    ['--template', 'src/config.ts'],
    ['--format', 'template', '--template', 'nowhere'],
    ['--format', 'template', '--template', 'src'],
  ])
    expect(repo.unleak(['scan', ...args]), args.join(' ')).toMatchObject({ code: 2, stdout: '' })
})

test('--output template=FILE writes it beside the report for people', () => {
  const repo = hostile()
  repo.write('.git/t', '{{ findings.size }}')
  const { stdout } = repo.unleak(['scan', '--output', 'template=out.txt', '--template', '.git/t'])
  expect(stdout).toContain('unleak found 2 secrets')
  expect(readFileSync(repo.path('out.txt'), 'utf8')).toBe('2')
})

test('each name of the documentation is there, of a file that git does not know too', () => {
  const repo = hostile()
  const names = ['commit', 'author', 'date', 'inHead', 'removed', 'cell', 'part', 'encodings']
  repo.write('.git/t', `{% for f in findings %}${names.map((name) => `{{ f.${name} }}`).join('-')};{% endfor %}`)
  const { code, stdout, stderr } = repo.unleak(['scan', '--format', 'template', '--template', '.git/t'])
  expect([code, stderr]).toEqual([1, ''])
  expect(stdout).toMatch(/^(?:-{7};)+$/)
})
