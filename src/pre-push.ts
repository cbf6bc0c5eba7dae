// The pre-push hook: what a push brings to its remote, also what a later commit of it takes away again.
import { text } from 'node:stream/consumers'
import { loadConfig } from './config.ts'
import { reporter } from './reporters/text.ts'
import { run } from './run.ts'
import { pushedSource } from './sources/range.ts'

/** @param remote as git gives it to the hook: a name, or a URL. @returns the exit code */
export async function prePush(remote: string, base: string): Promise<number> {
  const [lines, config] = await Promise.all([text(process.stdin), loadConfig(base, { top: base })])
  const source = await pushedSource(lines, remote, config.maxFileSize, base)
  return run({ source, config, base, mode: 'range', reporter })
}
