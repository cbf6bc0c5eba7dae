// What `unleak rotate` leaves alone, refuses, or does only when asked.
import { chmodSync, existsSync, readdirSync, readFileSync, realpathSync, statSync, symlinkSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { expand } from '../src/rules/template.ts'
import { KEY, PASSWORD, Project } from './support/rotation.ts'
import { Scratch, token } from './support/scratch.ts'

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
    expect(result.stdout).toMatch(/wide\.env:1: left as it is: the file is no text/)
    expect(project.read('.env')).toContain(`# SECRET_KEY=${PASSWORD}\n`)
    expect(project.read('.env')).not.toContain(`\nSECRET_KEY=${PASSWORD}`)
  })

  test('what refers to other values stays as it is written', () => {
    const lines = (secret: string): string =>
      `DB_USER=app\nDB_PASSWORD=${secret}\nURL=postgres://\${DB_USER}:${secret}@db/app\nQUOTED="\${DB_USER}:${secret}" # both\n`
    const secret = expand('{{hex:40}}', 'referring').text
    for (const reader of [
      'dotenv',
      'dotenv-expand',
      'dotenvx',
      'python-dotenv',
      'ruby',
      'compose',
      'systemd',
      'bash',
    ]) {
      const project = new Project()
      project.write('.unleak.yml', `readers: [${reader}]\n`)
      project.write('.env', lines(secret))
      project.rotate('DB_PASSWORD', '--apply', '--yes')
      const [, next = ''] = /^DB_PASSWORD=(\w+)$/m.exec(project.read('.env')) ?? []
      expect(next, reader).not.toBe(secret)
      expect(project.read('.env'), reader).toBe(lines(next))
    }
  })

  test('written with the escapes of a grammar it is found; where no grammar is known it is told', () => {
    const project = new Project()
    const [start, end] = [expand('{{hex:20}}', 'start').text, expand('{{hex:18}}', 'end').text]
    project.write('a.json', `{"p_secret":"${start}'$${end}"}\n`)
    project.write('b.yml', `p: '${start}''$${end}'\n`)
    project.write('c.env', `P="${start}'\\$${end}"\n`)
    project.write('d.properties', String.raw`p=${start}\u0027$${end}` + '\n')
    project.write('e.py', String.raw`p = '${start}\'$${end}'` + '\n')
    project.write('f.yml', `other: [${start.slice(0, 6)}\n`)
    const result = project.unleak(['rotate', 'a.json:p_secret', '--apply', '--yes'])
    expect(result.code, result.all).toBe(3)
    for (const name of ['a.json', 'b.yml', 'c.env', 'd.properties']) expect(project.read(name), name).not.toContain(end)
    expect(result.stdout).toMatch(/e\.py:1: left as it is: a part of it stands there/)
    expect(result.stdout).not.toContain('f.yml')
  })

  test('a value of the key that holds another one of it keeps all the rest', () => {
    const project = new Project()
    const secret = expand('{{hex:40}}', 'inner').text
    project.write('web.env', `API_TOKEN=${secret}\n`)
    project.write('a.env', `API_TOKEN="Bearer ${secret}"\n`)
    project.write('a.ini', `[x]\nAPI_TOKEN = ${secret} ; the main one\n`)
    project.rotate('API_TOKEN', '--apply', '--yes')
    const [, next = ''] = /^API_TOKEN=(\w+)$/m.exec(project.read('web.env')) ?? []
    expect(next).not.toBe(secret)
    expect(project.read('a.env')).toBe(`API_TOKEN="Bearer ${next}"\n`)
    expect(project.read('a.ini')).toBe(`[x]\nAPI_TOKEN = ${next} ; the main one\n`)
  })

  test('a file is named from the current directory, as a scan names it, or from the root', () => {
    const project = new Project()
    const [outer, inner] = [expand('{{hex:40}}', 'outer').text, expand('{{hex:40}}', 'inner').text]
    project.write('.env', `K_SECRET=${outer}\n`)
    project.write('s/.env', `K_SECRET=${inner}\n`)
    for (const name of ['.env', './.env', 's/.env', '../s/.env']) {
      const { code, stdout } = project.unleak(['rotate', `${name}:K_SECRET`], { cwd: project.path('s') })
      expect(code, name).toBe(0)
      expect(stdout, name).toMatch(/^ {2}s\/\.env$/m)
      expect(stdout, name).not.toMatch(/^ {2}\.env$/m)
    }
  })

  test('a broken file that may hold the key is named; so is a directory for what must not be lost that cannot be made', () => {
    const project = new Project()
    project.write('.env', 'A="open\nJ_KEY=value\n')
    expect(project.unleak(['rotate', 'J_KEY'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('.env cannot be read: line 1: a quote is never closed') as string,
    })
    project.write('.env', `J_KEY=${PASSWORD}\n`)
    project.env['XDG_STATE_HOME'] = project.path('.env')
    expect(project.unleak(['rotate', 'J_KEY', '--apply', '--yes'])).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('Set XDG_STATE_HOME') as string,
    })
  })

  test('a rollback that is refused leaves the rotation as it was', () => {
    const project = new Project()
    const secret = expand('{{hex:40}}', 'refused').text
    project.write('.env', `K_SECRET=${secret}\n`)
    project.write('b.env', `L_SECRET=${expand('{{hex:40}}', 'next').text}\n`)
    project.rotate('K_SECRET', '--apply', '--yes')
    const after = project.read('.env')
    project.write('.env', `${after}NEW=1\n`)
    expect(project.unleak(['rotate', '--rollback', '--yes']).code).toBe(3)
    expect(project.unleak(['rotate', '--status']).stdout).toContain('waits for the old value to be revoked')
    project.rotate('L_SECRET', '--apply', '--yes')
  })

  test('a common value is replaced only under its own name', () => {
    const project = new Project()
    const common = 'postgres'
    project.write('.env', `DB_PASSWORD=${common}\nDB_USER=${common}\nDB_HOST=${common}\n`)
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
    expect(own.read('.gitignore')).toBe('/.env\n')
    expect(
      readdirSync(own.root, { withFileTypes: true })
        .find(({ name }) => name === '.env')!
        .isSymbolicLink(),
    ).toBe(true)
    expect(statSync(own.path('config/real.env')).mode & 0o777).toBe(0o600)
    expect(own.unleak(['rotate', '--rollback', '--yes']).code).toBe(0)
    expect(own.unleak(['rotate', '--rollback', '--yes']).stderr).toContain('there is no rotation that can be undone')
  })

  test('of a link and the file that it leads to git tracks neither any more', () => {
    const project = new Project()
    project.write('real/.env', `TOKEN=${PASSWORD}\n`)
    symlinkSync('real/.env', project.path('.env'))
    project.git('add', '-f', '.')
    project.git('-c', 'user.name=a', '-c', 'user.email=a@b.test', 'commit', '-qm', 'all')
    const { stdout } = project.rotate('TOKEN', '--apply', '--yes')
    expect(project.read('.gitignore').split('\n').toSorted()).toEqual(['', '/.env', '/real/.env'])
    expect(stdout).toMatch(/git rm --cached .*real\/\.env/)
  })
})

describe('readers', () => {
  test('those of the configuration decide how a value is written; an unknown one is told', () => {
    const project = new Project()
    project.write('.unleak.yml', 'readers: [docker]\n')
    project.write('.env', `TOKEN="${PASSWORD}"\n`)
    const value = expand('{{alnum:20}}', 'new').text
    const done = project.unleak(['rotate', 'TOKEN', '--apply', '--yes', '--value-stdin'], { input: value })
    expect(done.code, done.all).toBe(0)
    // docker run --env-file would take quotes for a part of the value.
    expect(project.read('.env')).toBe(`TOKEN=${value}\n`)
    project.write('.unleak.yml', 'readers: [doker]\n')
    const wrong = project.unleak(['rotate', 'TOKEN'])
    expect(wrong.code).toBe(2)
    expect(wrong.stderr).toContain('readers')
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

test('the next step keeps its options; of several values each has a step of its own that works', () => {
  const project = new Project()
  project.write('.env', `DB_PASSWORD=${expand('{{base62:24}}', 'db').text}\nTOKEN=${token('one')}\n`)
  project.write('b.js', `t = '${token('two')}'\n`)
  expect(project.rotate('DB_PASSWORD', '--grace', '--type', 'hex', '--reason', "it's out").stdout).toContain(
    `unleak rotate DB_PASSWORD --grace --type hex --reason 'it'\\''s out' --apply\n`,
  )
  const { stdout } = project.rotate('--all-findings')
  const steps = [...stdout.matchAll(/unleak rotate ([0-9a-f]{32}) --apply( --value-stdin < FILE)?\n/g)]
  expect(steps.map(([, , issued]) => issued !== undefined).toSorted()).toEqual([false, true, true])
  for (const [number, [, fingerprint, issued]] of steps.entries()) {
    const args = [fingerprint!, '--apply', '--yes', ...(issued ? ['--value-stdin'] : [])]
    expect(project.unleak(['rotate', ...args], { input: token(`new ${number}`) }).code, args.join(' ')).toBe(0)
  }
})
