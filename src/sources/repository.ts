// Questions about the repository, asked through simple-git. Not for content: that is streamed (git.ts).
import { existsSync, realpathSync } from 'node:fs'
import path from 'node:path'
import type { SimpleGit } from 'simple-git'
import { UserError } from '../errors.ts'
import { answerOf, readGit, refusal, startGit } from './git.ts'

/**
 * simple-git 4 strips every GIT_* variable from git's environment. In a hook that shows it the wrong index, and on a
 * server the wrong objects, so what git itself sets is let through.
 */
const FROM_GIT = [
  'GIT_INDEX_FILE',
  'GIT_DIR',
  'GIT_WORK_TREE',
  'GIT_PREFIX',
  'GIT_COMMON_DIR',
  'GIT_OBJECT_DIRECTORY',
  'GIT_ALTERNATE_OBJECT_DIRECTORIES',
  'GIT_QUARANTINE_PATH',
  'GIT_CONFIG_GLOBAL',
  'GIT_CONFIG_SYSTEM',
  'GIT_CONFIG_NOSYSTEM',
  'GIT_CONFIG_COUNT',
  'GIT_CONFIG_PARAMETERS',
  'GIT_CEILING_DIRECTORIES',
]

/** Most commands ask git nothing, so the library is loaded here. @param directory must exist. */
export async function repository(directory: string): Promise<SimpleGit> {
  const { simpleGit } = await import('simple-git')
  // Without it each silent command waits 50 ms for output that will not come.
  return simpleGit({
    baseDir: directory,
    // What is committed counts, not what `git replace` shows instead.
    config: ['core.useReplaceRefs=false'],
    allowEnvironment: [
      ...FROM_GIT,
      ...Object.keys(process.env).filter((name) => /^GIT_CONFIG_(?:KEY|VALUE)_\d+$/.test(name)),
    ],
    completion: { onExit: false },
  })
}

/**
 * The top directory of the work tree that holds `directory`, or undefined outside of a repository.
 * @throws UserError no-work-tree in a bare repository; no-git when there is a repository but no git to ask
 */
export async function workTreeOf(directory: string): Promise<string | undefined> {
  const git = await repository(directory)
  try {
    return (await git.revparse(['--show-toplevel'])).trim() || undefined
  } catch (error) {
    const known = refusal(String(error), directory)
    // Files outside of a repository need no git.
    if (known?.code === 'no-git' ? insideRepository(directory) : known?.code === 'not-yours') throw known
    if (await isBare(git)) throw new UserError('no-work-tree')
    return undefined
  }
}

const isBare = (git: SimpleGit): Promise<boolean> =>
  git.raw(['rev-parse', '--is-bare-repository']).then(
    (answer) => answer.trim() === 'true',
    () => false,
  )

function insideRepository(directory: string): boolean {
  for (let at = path.resolve(directory); ; at = path.dirname(at)) {
    if (existsSync(path.join(at, '.git'))) return true
    if (at === path.dirname(at)) return false
  }
}

/** Git names files from the top of the work tree, wherever it is asked. Outside of one, and in a bare repository: `cwd` itself. */
export async function topOf(cwd: string): Promise<string> {
  return path.resolve(cwd, await answerOf(['rev-parse', '--show-cdup'], cwd))
}

export interface Places {
  /** As `topOf` tells. */
  top: string
  /** The git directory that all work trees share. */
  common: string
}

/** In one question: each takes some milliseconds. @throws UserError no-repository, git-failed */
export async function placesOf(cwd: string): Promise<Places> {
  const asked = startGit(['rev-parse', '--show-cdup', '--git-common-dir'], cwd, { input: false })
  // In a bare repository no way up is told, at the top an empty one.
  const [, up = '', common = ''] = /^(?:((?:\.\.\/)*)\n)?(.+)\n$/s.exec((await readGit(asked)).toString()) ?? []
  return { top: path.resolve(cwd, up), common: path.resolve(cwd, common) }
}

/** Has a rebase, or `git am`, begun and not ended? */
export async function isRebasing(cwd: string): Promise<boolean> {
  const directory = await answerOf(['rev-parse', '--git-dir'], cwd)
  return ['rebase-merge', 'rebase-apply'].some((name) => existsSync(path.resolve(cwd, directory, name)))
}

/** Links followed, as git does: else the way up that git tells leads elsewhere. @throws UserError no-such-path */
export function realDirectory(directory: string): string {
  try {
    return realpathSync.native(directory)
  } catch {
    throw new UserError('no-such-path', directory)
  }
}
