// The commit-msg hook: the text that is about to become a commit's message. https://git-scm.com/docs/githooks#_commit_msg
import { readFileSync } from 'node:fs'
import { loadConfig } from './config.ts'
import { UserError } from './errors.ts'
import { reporter } from './reporters/text.ts'
import { run } from './run.ts'
import { keptMessage } from './sources/message.ts'
import { answerOf } from './sources/git.ts'
import { COMMIT_MESSAGE } from './source.ts'
import type { Chunk } from './types.ts'

/** @param file as git gives it to the hook. @returns the exit code. @throws UserError usage, no-such-path */
export async function commitMessage(file: string, base: string): Promise<number> {
  if (file === '') throw new UserError('usage', 'the commit-msg hook was given no file: call it with "$1"', 'unleak')
  const [config, comment] = await Promise.all([
    loadConfig(base, { top: base }),
    answerOf(['config', '--get-regexp', String.raw`^core\.comment(char|string)$`], base),
  ])
  // The last one counts.
  const text = keptMessage(read(file), comment.split('\n').at(-1)!.split(' ')[1])
  const chunk: Chunk = { path: COMMIT_MESSAGE, bytes: Buffer.from(text), binary: false }
  const source = (async function* () {
    yield chunk
  })()
  return run({ source, known: { paths: [] }, config, base, mode: 'commit', reporter })
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    throw new UserError('no-such-path', file)
  }
}
