// The pre-push hook: what a push brings to its remote, also what a later commit of it takes away again.
import { text } from 'node:stream/consumers'
import { loadConfig } from './config.ts'
import { reporter } from './reporters/text.ts'
import { run } from './run.ts'
import { remember } from './known-clean.ts'
import type { Scopes } from './scopes.ts'
import { pushedSource } from './sources/pushed.ts'
import { placesOf } from './sources/repository.ts'

/**
 * @param remote as git gives it to the hook: a name, or a URL.
 * @param ref given: the policy is what stands there. @returns the exit code
 */
export async function prePush(remote: string, base: string, ref: string | undefined): Promise<number> {
  const lines = await text(process.stdin)
  const policy = ref === undefined ? undefined : await (await import('./sources/commit-files.ts')).policyOf(ref, base)
  const cascade = policy ?? { top: base }
  const config = await loadConfig(base, cascade)
  let scopes: Scopes | undefined
  const onScopes = (made: Scopes): unknown => (scopes = made)
  // Another commit's policy is not what the marks are bound to.
  const memory = policy ? undefined : remember(config, await placesOf(base), () => scopes!)
  const help = { clean: memory?.known, exempts: (path: string) => scopes!.exempts(path) }
  const source = await pushedSource(lines, remote, config.maxFileSize, base, help)
  const trusted = policy?.trustedFrom(base)
  const exit = await run({ source, config, cascade, trusted, base, mode: 'range', reporter, onScopes })
  memory?.save()
  return exit
}
