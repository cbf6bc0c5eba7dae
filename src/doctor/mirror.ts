// A throw-away copy of the repository in which a commit may be tried. The real one is only read: its objects, index and files stay as they are.
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { UserError } from '../errors.ts'
import type { Project } from '../init/project.ts'
import { gitFailed, readGit, startGit } from '../sources/git.ts'

export interface Mirror {
  root: string
  /** Files that were too many to copy; the deepest ones are left out first. */
  left: number
  git: (...args: string[]) => { code: number; stdout: string }
  remove: () => void
}

/** A hook needs the configuration of its tools, and those stand near the top. */
const MOST_FILES = 5000
const MOST_BYTES = 64 * 2 ** 20

/** @throws UserError unwritable, git-failed */
export async function makeMirror(project: Project): Promise<Mirror> {
  const root = fs.realpathSync.native(fs.mkdtempSync(path.join(os.tmpdir(), 'unleak-doctor-')))
  const remove = (): void => fs.rmSync(root, { recursive: true, force: true, maxRetries: 3 })
  const git = (...args: string[]): { code: number; stdout: string } => {
    const { status, stdout } = spawnSync('git', args, { cwd: root, env: ownEnvironment(), encoding: 'utf8' })
    return { code: status ?? -1, stdout }
  }
  try {
    if (git('init', '-q', '--template=').code !== 0) throw gitFailed('init', '')
    const left = copyFiles(await list(project.root, ['-co', '--exclude-standard']), project.root, root)
    const ignored = await list(project.root, ['-oi', '--exclude-standard', '--directory'])
    configure(project, root, linkIgnored(ignored.slice(0, MOST_FILES), project.root, root))
    const branch = await readGit(startGit(['symbolic-ref', '-q', 'HEAD'], project.root)).catch(() => '')
    if (branch.length > 0) git('symbolic-ref', 'HEAD', branch.toString().trim())
    return { root, left, git, remove }
  } catch (error) {
    remove()
    const { code, syscall } = error as NodeJS.ErrnoException
    throw syscall ? new UserError('unwritable', os.tmpdir(), code ?? '') : error
  }
}

/** What git told a hook that runs us is about the real repository. */
export function ownEnvironment(): NodeJS.ProcessEnv {
  const kept = /^GIT_(?:CONFIG|SSL|TRACE|EXEC_PATH)/
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_') || kept.test(name)))
}

async function list(root: string, options: string[]): Promise<string[]> {
  const text = (await readGit(startGit(['ls-files', '-z', ...options], root))).toString()
  const depth = (file: string): number => file.split('/').length
  return [...new Set(text.split('\0').filter(Boolean))].toSorted((a, b) => depth(a) - depth(b))
}

/** @returns how many were left out */
function copyFiles(files: string[], from: string, to: string): number {
  let [count, bytes] = [0, 0]
  for (const file of files) {
    const info = fs.lstatSync(path.join(from, file), { throwIfNoEntry: false })
    if (!info || info.isDirectory()) continue
    bytes += info.size
    if (++count > MOST_FILES || bytes > MOST_BYTES) return files.length - count + 1
    const target = path.join(to, file)
    fs.mkdirSync(path.dirname(target), { recursive: true })
    if (info.isSymbolicLink()) fs.symlinkSync(fs.readlinkSync(path.join(from, file)), target)
    else if (info.isFile()) fs.copyFileSync(path.join(from, file), target, fs.constants.COPYFILE_FICLONE)
  }
  return 0
}

/** Packages, husky's own scripts, private settings: as links, for they are large or secret. @returns their paths */
function linkIgnored(entries: string[], from: string, to: string): string[] {
  return entries.filter((entry) => {
    const [source, target] = [path.join(from, entry), path.join(to, entry.replace(/\/$/, ''))]
    // `git ls-files` may name a directory, and then what is in it.
    if (!fs.existsSync(source) || fs.lstatSync(target, { throwIfNoEntry: false })) return false
    fs.mkdirSync(path.dirname(target), { recursive: true })
    try {
      fs.symlinkSync(source.replace(/[\\/]$/, ''), target, entry.endsWith('/') ? 'junction' : 'file')
    } catch (error) {
      // Windows lets only some users make links to files.
      if ((error as NodeJS.ErrnoException).code !== 'EPERM') throw error
      fs.copyFileSync(source, target)
    }
    return true
  })
}

/** The settings of the repository, with the same hooks; nothing of it that would start a service or ask for a key. */
function configure({ root: from, hooks }: Project, to: string, links: string[]): void {
  const inside = path.relative(from, hooks)
  const isInside = !inside.startsWith('..') && !path.isAbsolute(inside) && !/^\.git(?:[\\/]|$)/.test(inside)
  const hooksHere = (isInside ? path.join(to, inside) : hooks).replaceAll(path.sep, '/')
  const file = path.join(to, '.git', 'config')
  const settings = [
    ['core', { bare: 'false', worktree: to.replaceAll(path.sep, '/'), hooksPath: hooksHere, fsmonitor: 'false' }],
    ['extensions', { worktreeConfig: 'false' }],
    ['commit', { gpgsign: 'false' }],
    ['gc', { auto: '0' }],
    ['maintenance', { auto: 'false' }],
    ['user', { name: 'unleak doctor', email: 'doctor@unleak.invalid' }],
  ] as const
  const text = settings.map(
    ([section, keys]) =>
      `[${section}]\n${Object.entries(keys)
        .map(([key, value]) => `\t${key} = ${JSON.stringify(value)}\n`)
        .join('')}`,
  )
  fs.appendFileSync(file, text.join(''))
  fs.mkdirSync(path.join(to, '.git', 'info'), { recursive: true })
  fs.writeFileSync(
    path.join(to, '.git', 'info', 'exclude'),
    links.map((link) => `/${link.replace(/\/$/, '')}\n`).join(''),
  )
}
