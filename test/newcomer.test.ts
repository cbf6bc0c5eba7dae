// A newcomer's session, test/cases/newcomer.txt, run word for word: what it promises is what a shell shows.
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { Scratch, token } from './support/scratch.ts'

interface Step {
  line: number
  command: string
  code: number
  output: string[]
}

/** `$ command`, then its output; `...` stands for any lines, `[..]` for anything in a line, `(exit 1)` for the code. */
function stepsOf(text: string): Step[] {
  const steps: Step[] = []
  for (const [index, row] of text.split('\n').entries()) {
    if (row.startsWith('$ ')) steps.push({ line: index + 1, command: row.slice(2), code: 0, output: [] })
    else if (/^\(exit \d+\)$/.test(row)) steps.at(-1)!.code = Number(row.slice(6, -1))
    else if (!row.startsWith('#') && row !== '') steps.at(-1)!.output.push(row)
  }
  return steps
}

const escaped = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`)

const expression = (output: string[]): RegExp =>
  new RegExp(
    `^${output.map((row) => (row === '...' ? String.raw`(?:.*\n)*?` : `${row.split('[..]').map(escaped).join('.*')}\n`)).join('')}$`,
  )

test.skipIf(process.platform === 'win32')(
  'from npm install to a guarded repository with CI',
  () => {
    const repo = new Scratch()
    const place = new Scratch(false)
    const { status, stdout } = spawnSync(
      'npm',
      ['pack', '--json', '--ignore-scripts', '--pack-destination', place.root],
      { encoding: 'utf8' },
    )
    expect(status).toBe(0)
    const { filename } = (JSON.parse(stdout) as { filename: string }[])[0]!
    // What runs the tests may be npm itself, in its own CI.
    for (const name of Object.keys(repo.env)) if (/^(?:npm_|INIT_CWD|GITHUB_|CI$)/i.test(name)) delete repo.env[name]
    Object.assign(repo.env, {
      HOME: place.root,
      XDG_CONFIG_HOME: place.root,
      XDG_STATE_HOME: place.path('state'),
      PACKAGE: place.path(filename),
      TOKEN: token(),
      npm_config_offline: 'true',
      npm_config_update_notifier: 'false',
    })
    const steps = stepsOf(readFileSync('test/cases/newcomer.txt', 'utf8').replaceAll('\r\n', '\n'))
    expect(steps.length).toBeGreaterThan(10)
    for (const { line, command, code, output } of steps) {
      const result = repo.spawn('bash', ['-c', `{ ${command}\n} 2>&1`])
      const shown = result.stdout.replaceAll(/^\n/gm, '')
      const where = `newcomer.txt:${line}: ${command}\n${shown}`
      expect(result.code, where).toBe(code)
      expect(shown, where).toMatch(expression(output))
      expect(shown, where).not.toContain(token().slice(4, 20))
    }
    // Some thirty programs, one after the other, on a machine that may be busy.
  },
  300_000,
)
