// The pre-push hook: what a push brings to its remote, also what a later commit of it takes away again.
import { text } from 'node:stream/consumers'
import { loadConfig } from './config.ts'
import { reporter } from './reporters/text.ts'
import { run } from './run.ts'
import { remember } from './known-clean.ts'
import { topOf } from './sources/repository.ts'
import { pushedSource } from './sources/range.ts'

/** @param remote as git gives it to the hook: a name, or a URL. @returns the exit code */
export async function prePush(remote: string, base: string): Promise<number> {
  const [lines, config] = await Promise.all([text(process.stdin), loadConfig(base, base)])
  const top = await topOf(base)
  const { clean, save } = await remember(config, top)
  const source = await pushedSource(lines, remote, config.maxFileSize, base, clean)
  const exit = await run({ source, config, base: top, mode: 'range', reporter })
  save()
  return exit
}
