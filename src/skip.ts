// A hook that is passed over on purpose: UNLEAK_SKIP says why, and the repository remembers it.
import { asCalled } from './called.ts'
import { appendFileSync, mkdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { EXIT, UserError } from './errors.ts'
import { jsonText } from './finding-json.ts'
import { readGit, startGit } from './sources/git.ts'
import { painter, visible, wantsColor } from './terminal.ts'

export interface Skip {
  /** ISO 8601. */
  time: string
  hook: string
  reason: string
  /** What was committed unseen, of hooks that see the index: `git log --all --format='%h %T'` tells which commit. */
  tree?: string
}

const MOST_CHARACTERS = 500
/** Set without a thought. */
const NO_REASON = /^(?:\d*|true|false|yes|no|on|off)$/i

/**
 * Records it, and tells it each time: a variable is easily forgotten in a profile.
 * @param seesIndex the hook comes before a commit.
 * @returns the exit code. @throws UserError skip-reason, unwritable
 */
export async function skipHook(hook: string, given: string, seesIndex: boolean, cwd: string): Promise<number> {
  const reason = given.trim().slice(0, MOST_CHARACTERS)
  if (NO_REASON.test(reason)) throw new UserError('skip-reason', given.slice(0, MOST_CHARACTERS))
  const tree = seesIndex ? (await readGit(startGit(['write-tree'], cwd))).toString().trim() : undefined
  const file = await fileOf(cwd)
  const skip: Skip = { time: new Date().toISOString(), hook, reason, ...(tree === undefined ? {} : { tree }) }
  try {
    mkdirSync(path.dirname(file), { recursive: true })
    appendFileSync(file, `${jsonText(skip)}\n`, { mode: 0o600 })
  } catch (error) {
    throw new UserError('unwritable', file, (error as NodeJS.ErrnoException).code ?? String(error))
  }
  const mark = painter(wantsColor(process.stderr))('yellow', '!')
  process.stderr.write(
    `${mark} unleak: ${hook} scanned nothing, for UNLEAK_SKIP is set: ${visible(reason)}\n  It is recorded; see them all: ${asCalled('unleak audit-log')}\n`,
  )
  return EXIT.clean
}

/** One for all work trees of a repository. */
async function fileOf(cwd: string): Promise<string> {
  const directory = (await readGit(startGit(['rev-parse', '--git-common-dir'], cwd))).toString().replace(/\n$/, '')
  return path.resolve(cwd, directory, 'unleak', 'skips.jsonl')
}

/** Oldest first; none outside of a repository. A line that is none of ours is shown as it is. */
export async function readSkips(cwd: string): Promise<Skip[]> {
  let text: string
  try {
    text = readFileSync(await fileOf(cwd), 'utf8')
  } catch {
    return []
  }
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => {
      try {
        const { time, hook, reason, tree } = JSON.parse(line) as Record<string, unknown>
        return {
          time: String(time),
          hook: String(hook),
          reason: String(reason),
          ...(typeof tree === 'string' ? { tree } : {}),
        }
      } catch {
        return { time: '(a broken line)', hook: '', reason: line.slice(0, MOST_CHARACTERS) }
      }
    })
}
