// `unleak rotate` on real projects: from a finding to a value that is nowhere any more, and never comes back.
import { execFileSync, spawn } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { parse } from 'yaml'
import { KEY, Project } from './support/rotation.ts'
import { PROGRAM, token } from './support/scratch.ts'
import type { Result } from './support/scratch.ts'

const idOf = ({ stdout }: Result): string => /Rotation (\d{8}-[0-9a-f]{6})/.exec(stdout)![1]!
const after = (text: string, start: string): string =>
  text.slice(text.indexOf(start) + start.length).split(/['"\s]/)[0]!

/** All text of all files below a directory. */
const everything = (directory: string): string =>
  readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(path.join(directory, name)).isFile())
    .map((name) => readFileSync(path.join(directory, name), 'latin1'))
    .join('\n')

/** Files below a directory that hold a text. */
const filesWith = (directory: string, text: string): { name: string; mode: number }[] =>
  readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .map((name) => ({ name, info: statSync(path.join(directory, name)) }))
    .filter(({ name, info }) => info.isFile() && readFileSync(path.join(directory, name), 'latin1').includes(text))
    .map(({ name, info }) => ({ name, mode: info.mode & 0o777 }))

describe('the whole loop', () => {
  test('dotenvx#478, toolleeo PR 308: the hook stops it, rotate replaces it everywhere, and the old value is burned', () => {
    const project = new Project().guard().django()
    project.git('add', 'settings.py')
    expect(project.tryGit(['commit', '-m', 'leak']).code).not.toBe(0)
    const report = project.unleak(['scan', '--format', 'jsonl', 'settings.py'])
    const { fingerprint } = JSON.parse(report.stdout.split('\n')[0]!) as { fingerprint: string }

    const before = ['.env', '.env.dev', 'settings.py'].map((name) => project.read(name))
    const plan = project.rotate(fingerprint)
    expect(plan.stdout).toContain('Nothing was changed')
    expect(['.env', '.env.dev', 'settings.py'].map((name) => project.read(name))).toEqual(before)

    const applied = project.rotate(fingerprint, '--apply', '--yes', '--reason', 'pushed by mistake')
    const next = after(project.read('settings.py'), "SECRET_KEY = '")
    expect(next).not.toBe(KEY)
    // Only the bytes of the value changed.
    expect(project.read('settings.py')).toBe(before[2]!.replace(KEY, () => next))
    expect(project.read('.env.dev')).toMatch(/^export SECRET_KEY='[^']+' # dev\r\nDB_PASSWORD=/)
    expect(project.read('.env')).not.toContain(KEY)

    const database = project.rotate('DB_PASSWORD', '--apply', '--yes')
    const password = after(project.read('.env.dev'), 'DB_PASSWORD=')
    const compose = parse(project.read('docker-compose.yml')) as {
      services: { web: { environment: string[] }; db: { environment: Record<string, string> } }
    }
    expect(compose.services.db.environment['POSTGRES_PASSWORD']).toBe(password)
    const url = new URL(compose.services.web.environment[0]!.split(/=(.*)/)[1]!)
    expect(decodeURIComponent(url.password)).toBe(password)
    expect(
      Buffer.from(
        (parse(project.read('k8s.yml')) as { data: { password: string } }).data.password,
        'base64',
      ).toString(),
    ).toBe(password)
    expect(project.read('docker-compose.yml')).toContain('   # main\n')

    // The readers that the project uses get what was written.
    const seen = execFileSync('bash', ['-c', 'set -a; . ./.env; printf %s "$SECRET_KEY"'], {
      cwd: project.root,
      encoding: 'utf8',
    })
    expect(seen).toBe(next)

    // Never again, in clear or encoded.
    for (const text of [`k = '${KEY}'\n`, `k: ${Buffer.from(KEY).toString('base64')}\n`]) {
      project.write('again.txt', text)
      project.git('add', 'again.txt')
      const again = project.tryGit(['commit', '-m', 'again'])
      expect(again.code, again.all).not.toBe(0)
      expect(again.all).toContain('burned-secret')
    }
    const log = project.unleak(['audit-log', '--format', 'json'])
    const { rotations } = JSON.parse(log.stdout) as { rotations: { rotation: string; reason: string; state: string }[] }
    expect(rotations.map(({ rotation }) => rotation)).toEqual([idOf(applied), idOf(database)])
    expect(rotations[0]).toMatchObject({ reason: 'pushed by mistake', state: 'waits for the old value to be revoked' })
    project.rotate('--done', idOf(applied))
    expect(project.unleak(['audit-log', '--format', 'markdown']).stdout).toContain('- State: done')
  })

  test('by any of the fingerprints that the hook shows: encoded in a URL, known from .env', () => {
    const project = new Project().guard().django()
    project.git('add', 'docker-compose.yml', 'k8s.yml')
    project.write('.gitignore', '.env*\n')
    const { all } = project.tryGit(['commit', '-m', 'leak'])
    const shown = [...all.matchAll(/fingerprint ([0-9a-f]{32})/g)].map(([, id]) => id!)
    expect(shown.length).toBeGreaterThan(1)
    for (const id of shown) {
      // The one password of the database, in each of its forms.
      const { stdout } = project.rotate(id)
      for (const file of ['.env', '.env.dev', 'docker-compose.yml', 'k8s.yml'])
        expect(stdout).toContain(`\n  ${file}\n`)
    }
    project.rotate(shown[0]!, '--apply', '--yes')
    const password = after(project.read('.env.dev'), 'DB_PASSWORD=')
    expect(project.read('docker-compose.yml')).toContain(`POSTGRES_PASSWORD: "${password}"`)
    // Which characters are escaped is not all the same everywhere: what is read counts.
    expect(decodeURIComponent(new URL(after(project.read('.env'), 'DATABASE_URL=')).password)).toBe(password)
    expect(project.read('k8s.yml')).toContain(Buffer.from(password).toString('base64'))
  })

  test('rolled back, every file is as it was, and the value is no longer burned', () => {
    const project = new Project().django()
    const names = ['.env', '.env.dev', 'docker-compose.yml', 'k8s.yml', 'settings.py', 'requirements.txt']
    const before = names.map((name) => project.read(name))
    project.rotate('SECRET_KEY', '--apply', '--yes')
    expect(project.read('.env')).not.toBe(before[0])
    project.rotate('--rollback', '--yes')
    expect(names.map((name) => project.read(name))).toEqual(before)
    expect(readdirSync(project.root).filter((name) => !['.git', ...names].includes(name))).toEqual([])
  })
})

describe('what no output holds', () => {
  test.skipIf(process.platform !== 'linux')(
    'neither the old nor the new value: stdout, stderr, journal, state, temporary files, arguments, environments',
    async () => {
      const project = new Project().django()
      const seen = new Set<string>()
      const temporary = `${project.root}-temporary`
      mkdirSync(temporary)
      onTestFinished(() => rmSync(temporary, { recursive: true }))
      const watch = setInterval(() => {
        for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name)))
          for (const name of ['cmdline', 'environ'])
            try {
              seen.add(readFileSync(`/proc/${pid}/${name}`, 'latin1'))
            } catch {
              // It has ended, or is somebody else's.
            }
      }, 2)
      const child = spawn(process.execPath, [PROGRAM, 'rotate', 'SECRET_KEY', '--apply', '--yes'], {
        cwd: project.root,
        env: { ...project.env, TMPDIR: temporary },
      })
      let output = ''
      child.stdout.on('data', (text: Buffer) => (output += text.toString()))
      child.stderr.on('data', (text: Buffer) => (output += text.toString()))
      await new Promise((resolve) => child.on('close', resolve))
      clearInterval(watch)
      const next = after(project.read('.env'), "SECRET_KEY='")
      const state = project.env['XDG_STATE_HOME']!
      const id = /Rotation (\S+):/.exec(output)![1]!
      for (const value of [KEY, next]) {
        expect(output).not.toContain(value)
        expect([...seen].join('\n')).not.toContain(value)
        expect(everything(temporary)).not.toContain(value)
        // The sealed copy is for its owner alone, and nothing else has it.
        for (const { name, mode } of filesWith(state, value))
          expect([name.split('/').at(-2), mode]).toEqual([`sealed-${id}`, 0o600])
        expect(everything(project.root).split(value).length - 1).toBe(value === KEY ? 0 : 3)
      }
      expect(filesWith(state, next).length).toBeGreaterThan(0)
      expect([...seen].join('\n')).toContain('--apply')
      project.rotate('--done', id)
      expect(everything(state)).not.toContain(KEY)
      expect(everything(state)).not.toContain(next)
    },
  )
})

describe('what only a provider can issue', () => {
  const project = (): Project => {
    const made = new Project()
    made.write('.env', `GITHUB_TOKEN=${token('old')}\n`)
    made.write('ci.json', JSON.stringify({ auth: { token: token('old') } }, undefined, 2))
    return made
  }

  test('trufflehog PR 1839, Talent-Catalog#3435: is never invented: the plan says how to get it', () => {
    const made = project()
    const plan = made.rotate('GITHUB_TOKEN')
    expect(plan.stdout).toMatch(/would open\s+nothing\. Get a new one/)
    expect(plan.stdout).toContain('https://github.com/settings/tokens')
    const applied = made.unleak(['rotate', 'GITHUB_TOKEN', '--apply', '--yes'])
    expect(applied.code).toBe(2)
    expect(applied.stderr).toContain('--value-stdin')
    expect(made.read('.env')).toContain(token('old'))
  })

  test('is taken from standard input, checked, and put everywhere', () => {
    const made = project()
    const give = (value: string): Result =>
      made.unleak(['rotate', 'GITHUB_TOKEN', '--apply', '--yes', '--value-stdin'], { input: `${value}\n` })
    expect(give(token('old')).stderr).toContain('the new value is the old one')
    expect(give('not-a-token').stderr).toContain('has not the form of a GitHub')
    made.write('old.txt', token('committed'))
    made.git('add', 'old.txt')
    made.git('commit', '-qm', 'x')
    made.git('rm', '-q', 'old.txt')
    expect(give(token('committed')).stderr).toContain('stands in the history')
    const done = give(token('new'))
    expect(done.code, done.all).toBe(0)
    expect(made.read('.env')).toBe(`GITHUB_TOKEN=${token('new')}\n`)
    expect(JSON.parse(made.read('ci.json'))).toEqual({ auth: { token: token('new') } })
    expect(give(token('old')).code).toBe(2)
  })
})
