// `unleak rotate` on real projects: from a finding to a value that is nowhere any more, and never comes back.
import { execFileSync, spawn } from 'node:child_process'
import { chmodSync, existsSync, readdirSync, readFileSync, realpathSync, statSync, symlinkSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { expand } from '../src/rules/template.ts'
import { PROGRAM, Scratch, token } from './support/scratch.ts'
import type { Result } from './support/scratch.ts'

// With every kind of character that some reader trips over, but none that ends a quote.
const KEY = expand('{{alnum:30}}', 'django').text + '$#(!@%'
const PASSWORD = expand('{{alnum:18}}', 'database').text + '@/x'
const COMPOSE = (url: string): string =>
  `services:\n  web:\n    environment:\n      - DATABASE_URL=${url}   # main\n  db:\n    environment:\n      POSTGRES_PASSWORD: "${PASSWORD}"\n`

class Project extends Scratch {
  constructor(git: string[] | false = []) {
    super(git)
    this.env['XDG_STATE_HOME'] = this.path('../' + path.basename(this.root) + '-state')
    if (git !== false) this.git('config', 'core.excludesFile', '/dev/null')
  }

  read(name: string): string {
    return readFileSync(this.path(name), 'utf8')
  }

  /** Succeeds. */
  rotate(...args: string[]): Result {
    const result = this.unleak(['rotate', ...args])
    expect(result.code, result.all).toBe(0)
    return result
  }

  /** A Django project with its key and its database's password in five files. */
  django(): this {
    const url = `postgres://app:${encodeURIComponent(PASSWORD)}@db:5432/app`
    this.write('.env', `# app\nSECRET_KEY='${KEY}'\nDATABASE_URL=${url}\nDEBUG=1\n`)
    this.write('.env.dev', `export SECRET_KEY='${KEY}' # dev\r\nDB_PASSWORD=${PASSWORD}\r\n`)
    this.write('docker-compose.yml', COMPOSE(url))
    this.write('k8s.yml', `kind: Secret\ndata:\n  password: ${Buffer.from(PASSWORD).toString('base64')}\n`)
    this.write('settings.py', `import os\nSECRET_KEY = '${KEY}'\n`)
    this.write('requirements.txt', 'python-dotenv\n')
    return this
  }
}

const idOf = ({ stdout }: Result): string => /Rotation (\d{8}-[0-9a-f]{6})/.exec(stdout)![1]!
const after = (text: string, start: string): string =>
  text.slice(text.indexOf(start) + start.length).split(/['"\s]/)[0]!

/** All text of all files below a directory. */
const everything = (directory: string): string =>
  readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(path.join(directory, name)).isFile())
    .map((name) => readFileSync(path.join(directory, name), 'latin1'))
    .join('\n')

describe('the whole loop', () => {
  test('the hook stops it, rotate replaces it everywhere, and the old value is burned', () => {
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
  test.skipIf(process.platform !== 'linux')('neither the old nor the new value: stdout, stderr, journal, state, arguments', async () => {
    const project = new Project().django()
    const seen: string[] = []
    const watch = setInterval(() => {
      for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name)))
        try {
          seen.push(readFileSync(`/proc/${pid}/cmdline`, 'latin1'))
        } catch {
          // It has ended.
        }
    }, 2)
    const child = spawn(process.execPath, [PROGRAM, 'rotate', 'SECRET_KEY', '--apply', '--yes'], {
      cwd: project.root,
      env: project.env,
    })
    let output = ''
    child.stdout.on('data', (text: Buffer) => (output += text.toString()))
    child.stderr.on('data', (text: Buffer) => (output += text.toString()))
    await new Promise((resolve) => child.on('close', resolve))
    clearInterval(watch)
    const next = after(project.read('.env'), "SECRET_KEY='")
    const state = project.env['XDG_STATE_HOME']!
    for (const value of [KEY, next]) {
      expect(output).not.toContain(value)
      expect(seen.join('\n')).not.toContain(value)
      expect(everything(project.root).split(value).length - 1).toBe(value === KEY ? 0 : 3)
    }
    const id = /Rotation (\S+):/.exec(output)![1]!
    project.rotate('--done', id)
    expect(everything(state)).not.toContain(KEY)
    expect(everything(state)).not.toContain(next)
  })
})

describe('what only a provider can issue', () => {
  const project = (): Project => {
    const made = new Project()
    made.write('.env', `GITHUB_TOKEN=${token('old')}\n`)
    made.write('ci.json', JSON.stringify({ auth: { token: token('old') } }, undefined, 2))
    return made
  }

  test('is never invented: the plan says how to get it', () => {
    const made = project()
    const plan = made.rotate('GITHUB_TOKEN')
    expect(plan.stdout).toMatch(/Only the provider can issue/)
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

describe('what is left alone, and told', () => {
  test('encrypted and referenced values, comments, files that are no text', () => {
    const project = new Project()
    project.write('.env', `# SECRET_KEY=${PASSWORD}\nSECRET_KEY=${PASSWORD}\n`)
    project.write('wide.env', Buffer.from(`\ufeffSECRET_KEY=${PASSWORD}\r\n`, 'utf16le'))
    project.write('blob.bin', Buffer.concat([Buffer.from([0, 1, 2]), Buffer.from(PASSWORD)]))
    const result = project.unleak(['rotate', '.env:SECRET_KEY', '--apply', '--yes'])
    // Not everything could be done.
    expect(result.code, result.all).toBe(3)
    expect(result.stdout).toMatch(/\.env:1: left as it is: it stands in a comment/)
    expect(result.stdout).toMatch(/blob\.bin:1: left as it is: the file is no text/)
    expect(project.read('.env')).toContain(`# SECRET_KEY=${PASSWORD}\n`)
    expect(project.read('.env')).not.toContain(`\nSECRET_KEY=${PASSWORD}`)
  })

  test('a common value is replaced only under its own name', () => {
    const project = new Project()
    project.write('.env', 'DB_PASSWORD=postgres\nDB_USER=postgres\nDB_HOST=postgres\n')
    project.write('compose.yml', 'services:\n  postgres:\n    image: postgres\n')
    const result = project.unleak(['rotate', 'DB_PASSWORD', '--apply', '--yes'])
    expect(result.code, result.all).toBe(3)
    expect(project.read('.env')).toMatch(/^DB_PASSWORD=(?!postgres).+\nDB_USER=postgres\nDB_HOST=postgres\n$/)
    expect(project.read('compose.yml')).toContain('image: postgres')
    expect(existsSync(project.path('.unleak-burned.json'))).toBe(false)
  })

  test('a link out of the project is refused; one within is followed and kept', () => {
    const outside = new Scratch(false)
    outside.write('shared.env', `TOKEN=${PASSWORD}\n`)
    const project = new Project()
    symlinkSync(realpathSync(outside.path('shared.env')), project.path('.env'))
    const refused = project.unleak(['rotate', 'TOKEN', '--apply', '--yes'])
    expect(refused.code).toBe(2)
    expect(refused.stderr).toContain('outside of the project')
    expect(readFileSync(outside.path('shared.env'), 'utf8')).toContain(PASSWORD)

    const own = new Project()
    own.write('config/real.env', `TOKEN=${PASSWORD}\n`)
    chmodSync(own.path('config/real.env'), 0o600)
    symlinkSync('config/real.env', own.path('.env'))
    own.rotate('TOKEN', '--apply', '--yes')
    expect(own.read('config/real.env')).not.toContain(PASSWORD)
    expect(
      readdirSync(own.root, { withFileTypes: true })
        .find(({ name }) => name === '.env')!
        .isSymbolicLink(),
    ).toBe(true)
    expect(statSync(own.path('config/real.env')).mode & 0o777).toBe(0o600)
  })
})

describe('usage', () => {
  test.each([
    [['rotate'], 'name what to rotate'],
    [['rotate', 'NO_SUCH_KEY'], 'no file here has a value for NO_SUCH_KEY'],
    [['rotate', 'none.env:KEY'], 'there is no file none.env'],
    [['rotate', 'f'.repeat(32)], 'nothing here is found by it'],
    [['rotate', '--rollback', 'nope', '--yes'], 'there is no rotation nope'],
    [['rotate', 'A', '--status'], 'name what to rotate'],
  ])('%j is exit 2', (args, text) => {
    const project = new Project()
    project.write('a.txt')
    const result = project.unleak(args)
    expect(result.code, result.all).toBe(2)
    expect(result.stderr).toContain(text)
  })

  test('--apply off a terminal needs --yes', () => {
    const project = new Project().django()
    const result = project.unleak(['rotate', 'SECRET_KEY', '--apply'])
    expect(result.code).toBe(2)
    expect(result.stderr).toContain('--yes')
    expect(project.read('.env')).toContain(KEY)
  })

  test('a leaked value from standard input', () => {
    const project = new Project().django()
    const result = project.unleak(['rotate', '-', '--apply', '--yes'], { input: PASSWORD })
    expect(result.code, result.all).toBe(0)
    expect(project.read('.env.dev')).not.toContain(PASSWORD)
    expect(project.read('docker-compose.yml')).not.toContain(PASSWORD)
  })

  test('--grace keeps the old value where the framework reads both', () => {
    const project = new Project()
    project.write('.env', `APP_KEY=${PASSWORD}\nA=1\n`)
    project.rotate('APP_KEY', '--apply', '--yes', '--grace')
    expect(project.read('.env')).toMatch(/^APP_KEY=.+\nA=1\nAPP_PREVIOUS_KEYS=/)
    expect(project.read('.env')).toContain(PASSWORD)
  })
})
