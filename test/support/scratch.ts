// A scratch repository for one test: real git, the built program, nothing of the user's configuration.
import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, onTestFinished } from 'vitest'
import { expand } from '../../src/rules/template.ts'

export const PROGRAM = path.resolve('bin/unleak.js')

/** What `git init` starts from: who commits, and one example of a hook instead of fourteen. */
const TEMPLATE = path.resolve('test/support/git-template')

const newDirectory = (): string => realpathSync.native(mkdtempSync(path.join(os.tmpdir(), 'unleak-test-')))
const remove = (directory: string): void => rmSync(directory, { recursive: true, force: true, maxRetries: 3 })

/** A copy of the first repository that a file of tests has guarded. */
let guarded: string | undefined
afterAll(() => guarded && remove(guarded))

export interface Result {
  code: number
  stdout: string
  stderr: string
  /** Both, for what may stand in either. */
  all: string
}

/** A GitHub token with a right checksum, another one for each seed. No such literal stands in this repository. */
export const token = (seed = 'a'): string => expand('ghp_{{base62:30}}{{crc32b62}}', seed).text

export class Scratch {
  readonly root: string
  env: NodeJS.ProcessEnv

  /** @param git arguments of `git init`, or false for a plain directory. */
  constructor(git: string[] | false = []) {
    this.root = newDirectory()
    // Whatever runs the tests: a scan of nothing is an error in CI.
    // State is kept beside: in the repository it would be one more file to scan.
    const state = `${this.root}-state`
    this.env = { ...process.env, HOME: this.root, XDG_CONFIG_HOME: this.root, XDG_STATE_HOME: state, CI: '' }
    onTestFinished(() => [this.root, state].forEach(remove))
    if (git === false) return
    this.git('init', '-q', '-b', 'main', `--template=${TEMPLATE}`, ...git)
  }

  /** A new repository with the real hooks. They know nothing of where they stand, so the installation is copied. */
  static guarded(): Scratch {
    if (guarded === undefined) {
      const first = new Scratch().guard()
      guarded = newDirectory()
      cpSync(first.root, guarded, { recursive: true })
    }
    const scratch = new Scratch(false)
    cpSync(guarded, scratch.root, { recursive: true })
    // The times of the files are others.
    scratch.git('update-index', '-q', '--refresh')
    return scratch
  }

  path(name: string): string {
    return path.join(this.root, name)
  }

  write(name: string, content: string | Buffer = 'clean\n'): void {
    mkdirSync(path.dirname(this.path(name)), { recursive: true })
    writeFileSync(this.path(name), content)
  }

  /** @throws when git fails */
  git(...args: string[]): string {
    return execFileSync('git', args, {
      cwd: this.root,
      env: this.env,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    })
  }

  /** Runs git and gives its exit code and output. */
  tryGit(args: string[], cwd = this.root): Result {
    return this.spawn('git', args, cwd)
  }

  unleak(args: string[], options: { cwd?: string; input?: string | Buffer } = {}): Result {
    return this.spawn(process.execPath, [PROGRAM, ...args], options.cwd ?? this.root, options.input)
  }

  /** Installs the real hooks, as a user does. */
  guard(): this {
    const { code, all } = this.unleak(['init'])
    if (code !== 0) throw new Error(all)
    this.git('add', '.unleak.yml')
    this.git('commit', '-qm', 'guard', '--no-verify')
    return this
  }

  spawn(command: string, args: string[], cwd = this.root, input?: string | Buffer): Result {
    const { status, stdout, stderr, error } = spawnSync(command, args, {
      cwd,
      env: this.env,
      input: input ?? '',
      maxBuffer: 2 ** 28,
    })
    if (error) throw error
    return {
      code: status ?? -1,
      stdout: stdout.toString(),
      stderr: stderr.toString(),
      all: stdout.toString() + stderr.toString(),
    }
  }
}
