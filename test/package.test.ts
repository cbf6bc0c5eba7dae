// The package as npm makes it: packed, installed in an empty folder, then used in every way that it offers.
import { spawnSync } from 'node:child_process'
import fs, { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bothWays, commitAll } from './support/commit.ts'
import { Scratch, token } from './support/scratch.ts'
import type { Result } from './support/scratch.ts'

const WINDOWS = process.platform === 'win32'
interface Packed {
  filename: string
  unpackedSize: number
  files: { path: string; mode: number }[]
}

let home: string
let packed: Packed
/** The folder that the package is installed in. */
let consumer: string
let installed: string

beforeAll(() => {
  home = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'unleak-package-')))
  consumer = path.join(home, 'consumer')
  installed = path.join(consumer, 'node_modules', 'unleak')
  mkdirSync(consumer)
  writeFileSync(path.join(consumer, 'package.json'), '{ "private": true }')
  packed = (JSON.parse(npm(['pack', '--json', '--ignore-scripts', '--pack-destination', home])) as Packed[])[0]!
  npm(['install', '--offline', '--no-audit', '--no-fund', path.join(home, packed.filename)], consumer)
})

afterAll(() => fs.rmSync(home, { recursive: true, force: true, maxRetries: 3 }))

/** @returns what it prints */
function npm(args: string[], cwd = process.cwd()): string {
  // What `npm test` tells its scripts is about this package, not about that folder.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(?:npm_|INIT_CWD)/i.test(name)))
  const { status, stdout, stderr } = spawnSync('npm', WINDOWS ? args.map((arg) => `"${arg}"`) : args, {
    cwd,
    env,
    encoding: 'utf8',
    shell: WINDOWS,
  })
  expect(status, stderr).toBe(0)
  return stdout
}

const inPackage = (name: string): string => path.join(installed, ...name.split('/'))

/** A scratch repository that has the package installed. */
function withPackage(): Scratch {
  const repo = new Scratch()
  repo.write('.gitignore', 'node_modules/\n')
  cpSync(path.join(consumer, 'node_modules'), repo.path('node_modules'), { recursive: true, verbatimSymlinks: true })
  return repo
}

/** The command as npm links it. */
const command = (repo: Scratch, ...args: string[]): Result =>
  WINDOWS
    ? repo.spawn('cmd', ['/d', '/c', 'node_modules\\.bin\\unleak.cmd', ...args])
    : repo.spawn('node_modules/.bin/unleak', args)

/** Runs a script in the consumer's folder. @returns what it prints, as JSON */
function use(name: string, script: string, ...args: string[]): unknown {
  const file = path.join(consumer, name)
  writeFileSync(file, script)
  const { status, stdout, stderr } = spawnSync(process.execPath, [file, ...args], { cwd: consumer, encoding: 'utf8' })
  expect(status, stderr).toBe(0)
  expect(stderr.replaceAll(/^.*ExperimentalWarning.*\n.*\n/gm, '')).toBe('')
  return JSON.parse(stdout)
}

describe('the tarball', () => {
  test('holds the program and nothing else, under 8 MB', () => {
    const names = packed.files.map((file) => file.path)
    for (const name of ['bin/unleak.js', 'dist/index.js', 'dist/rules.bin', 'package.json', 'README.md', 'LICENSE'])
      expect(names).toContain(name)
    const allowed =
      /^(?:bin|dist|man|rules)\/|^(?:package\.json|NOTICE|schema\.json|README\.md|LICENSE|docs\/(?:recipes|templates)\.md)$/
    expect(names.filter((name) => !allowed.test(name))).toEqual([])
    expect(names.filter((name) => /\.test\.|(?<!\.d)\.ts$|\.map$|\.env|\.tgz$/.test(name))).toEqual([])
    expect(packed.unpackedSize).toBeLessThan(8e6)
  })

  test('trufflehog#4281, aidoc-flow-framework#348, pre-commit#2334, gitleaks#584: installs without the network, as the only package, and compiles nothing', () => {
    const names = readdirSync(path.join(consumer, 'node_modules')).filter((name) => !name.startsWith('.'))
    expect(names).toEqual(['unleak'])
    const { packages } = JSON.parse(readFileSync(path.join(consumer, 'package-lock.json'), 'utf8')) as {
      packages: object
    }
    expect(Object.keys(packages)).toEqual(['', 'node_modules/unleak'])
  })

  test('keeps what its package.json promises', () => {
    const manifest = JSON.parse(readFileSync(inPackage('package.json'), 'utf8')) as {
      bin: Record<string, string>
      exports: Record<string, string | Record<string, string>>
      scripts: Record<string, string>
    }
    const entry = manifest.exports['.'] as Record<string, string>
    // TypeScript takes the first condition that fits.
    expect(Object.keys(entry)[0]).toBe('types')
    const targets = Object.values(manifest.exports).flatMap((target) =>
      typeof target === 'string' ? target : Object.values(target),
    )
    for (const name of [...targets, manifest.bin['unleak']!]) expect(existsSync(inPackage(name)), name).toBe(true)
    for (const key of ['dependencies', 'optionalDependencies', 'peerDependencies', 'bundleDependencies'])
      expect(manifest).not.toHaveProperty(key)
    for (const key of ['preinstall', 'install', 'postinstall']) expect(manifest.scripts).not.toHaveProperty(key)
    expect(readFileSync(inPackage('bin/unleak.js'), 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/)
    if (!WINDOWS) expect(fs.statSync(inPackage('bin/unleak.js')).mode & 0o111).toBe(0o111)
  })
})

test('the command', () => {
  const repo = withPackage()
  repo.write('a.txt', `key = ${token()}\n`)
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }
  expect(command(repo, '--version')).toMatchObject({ code: 0, stdout: `${version}\n`, stderr: '' })
  expect(command(repo, 'scan', 'a.txt')).toMatchObject({ code: 1, stdout: expect.stringContaining('a.txt') })
  expect(command(repo, 'rules', 'show', 'github-pat').code).toBe(0)
})

describe('the library', () => {
  const EXPORTS = ['SecretText', 'UserError', 'estimate', 'generate', 'pick']
  EXPORTS.push('scanFiles', 'scanRange', 'scanStaged', 'scanText', 'secrets')

  test('in an ES module', () => {
    const repo = new Scratch()
    repo.git('commit', '-qm', 'base', '--allow-empty')
    repo.write('a.txt', `key = ${token()}\n`)
    repo.git('add', '.')
    repo.git('commit', '-qm', 'leak')
    repo.write('b.txt', `key = ${token('b')}\n`)
    repo.git('add', '.')
    const script = `
      import * as unleak from 'unleak'
      const [cwd, secret] = process.argv.slice(2)
      const { scanFiles, scanRange, scanStaged, scanText, SecretText, UserError } = unleak
      const [finding] = await scanText('key = ' + secret, 'x.txt')
      const error = await scanFiles(['missing'], { cwd }).catch((error) => error)
      const files = ({ findings }) => findings.map(({ file, rule }) => file + ' ' + rule)
      console.log(JSON.stringify({
        names: Object.keys(unleak).sort(),
        finding,
        isSecret: finding.secret instanceof SecretText && finding.secret.reveal() === secret,
        bytes: (await scanText(new TextEncoder().encode(secret))).length,
        error: error instanceof UserError && error instanceof Error && error.code,
        files: files(await scanFiles(['.'], { cwd })),
        staged: files(await scanStaged({ cwd })),
        range: files(await scanRange('HEAD~1..HEAD', { cwd })),
      }))`
    const result = use('use.mjs', script, repo.root, token()) as { finding: object }
    expect(result).toMatchObject({
      names: EXPORTS,
      finding: { rule: 'github-pat', file: 'x.txt', line: 1, column: 7, secret: 'ghp_********' },
      isSecret: true,
      bytes: 1,
      error: 'no-such-path',
      files: ['a.txt github-pat', 'b.txt github-pat'],
      staged: ['b.txt github-pat'],
      range: ['a.txt github-pat'],
    })
    expect(JSON.stringify(result)).not.toContain(token().slice(4))
  })

  test('in CommonJS', () => {
    const names = `import('unleak').then((unleak) => console.log(JSON.stringify(Object.keys(unleak).sort())))`
    expect(use('use.cjs', names)).toEqual(EXPORTS)
    // Node 20.19 and 22.12: https://nodejs.org/api/modules.html#loading-ecmascript-modules-using-require
    if (!(process.features as { require_module?: boolean }).require_module) return
    expect(use('require.cjs', `console.log(JSON.stringify(Object.keys(require('unleak')).sort()))`)).toEqual(EXPORTS)
  })
})

describe('the types', () => {
  const SCRIPT = `
    import { scanFiles, scanRange, scanStaged, scanText, SecretText, UserError } from 'unleak'
    import type { Confidence, Finding, LibraryOptions, Range, ScanResult, Severity, Skipped } from 'unleak'
    const options: LibraryOptions = { cwd: '.', minConfidence: 'low' }
    const findings: Finding[] = await scanText('x', 'a.txt', options)
    const results: ScanResult[] = [await scanFiles(['.']), await scanStaged(options), await scanRange('A..B')]
    export const skipped: Skipped[] = results.flatMap((result) => result.skipped)
    for (const { secret, severity, confidence, ...rest } of findings) {
      const range: Range = rest
      const all: [SecretText, Severity, Confidence, string, number] = [secret, severity, confidence, secret.reveal(), range.line]
      // @ts-expect-error a secret is no text
      const text: string = secret
      void [all, text]
    }
    // @ts-expect-error there is no such confidence
    void scanText('x', 'a.txt', { minConfidence: 'none' })
    export const code = (error: unknown): string => (error instanceof UserError ? error.code : '')`

  test.each([
    ['nodenext', 'nodenext', 'mts'],
    ['bundler', 'esnext', 'ts'],
  ])('pass a strict check with moduleResolution %s', (moduleResolution, module, extension) => {
    const directory = path.join(consumer, moduleResolution)
    mkdirSync(directory)
    writeFileSync(path.join(directory, `use.${extension}`), SCRIPT)
    const strict = { strict: true, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true }
    const compilerOptions = { ...strict, module, moduleResolution, target: 'es2023', types: [], noEmit: true }
    writeFileSync(
      path.join(directory, 'tsconfig.json'),
      JSON.stringify({ compilerOptions: { ...compilerOptions, skipLibCheck: false } }),
    )
    const tsc = path.resolve('node_modules/typescript/bin/tsc')
    const { status, stdout } = spawnSync(process.execPath, [tsc, '-p', directory], { cwd: directory, encoding: 'utf8' })
    expect(stdout).toBe('')
    expect(status).toBe(0)
  })

  test('name no other package', () => {
    const seen = new Set<string>()
    const outside: string[] = []
    const visit = (file: string): void => {
      if (seen.has(file)) return
      seen.add(file)
      for (const [, name] of readFileSync(file, 'utf8').matchAll(/(?:from|import\(|import)\s*['"]([^'"]+)['"]/g)) {
        if (!name!.startsWith('.')) outside.push(name!)
        else visit(path.resolve(path.dirname(file), name!.replace(/\.[jt]s$/, '.d.ts')))
      }
    }
    visit(inPackage('dist/types/index.d.ts'))
    expect(seen.size).toBeGreaterThan(3)
    expect(outside).toEqual([])
  })
})

describe('unleak init, and a commit', () => {
  test('with hooks of git', () => {
    const repo = withPackage()
    expect(command(repo, 'init')).toMatchObject({ code: 0, stderr: '' })
    bothWays(repo, () => commitAll(repo))
  })

  test('with husky', () => {
    const repo = withPackage()
    cpSync('node_modules/husky', repo.path('node_modules/husky'), { recursive: true })
    repo.write('package.json', '{ "devDependencies": { "husky": "*", "unleak": "*" } }')
    expect(command(repo, 'init').stdout).toContain('husky is active now')
    bothWays(repo, () => commitAll(repo))
  })
})
