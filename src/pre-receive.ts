// The pre-receive hook of a server: what a push would bring, judged before any ref moves. https://git-scm.com/docs/githooks#pre-receive
import { text } from 'node:stream/consumers'
import { loadConfig } from './config.ts'
import { reporter } from './reporters/text.ts'
import { run } from './run.ts'
import { policyOf } from './sources/commit-files.ts'
import { answerOf } from './sources/git.ts'
import { exemptsOfScan } from './sources/moves.ts'
import { receivedSource } from './sources/pushed.ts'
import { topOf } from './sources/repository.ts'

/**
 * A server has no work tree: the policy is what its default branch says, or `ref`. The objects of the push lie in git's
 * quarantine, which its environment names.
 * @param ref given: comments count only as they stand there. @returns the exit code
 */
export async function preReceive(base: string, ref: string | undefined): Promise<number> {
  const lines = await text(process.stdin)
  const head = await answerOf(['rev-parse', '--verify', '--quiet', 'HEAD^{commit}'], base)
  // The first push of all: there is no policy yet.
  const from = ref ?? (head === '' ? undefined : 'HEAD')
  const policy = from === undefined ? undefined : await policyOf(from, base)
  const cascade = policy ?? { top: await topOf(base) }
  const config = await loadConfig(base, cascade)
  const { exempts, onScopes } = exemptsOfScan()
  const source = await receivedSource(lines, config.maxFileSize, base, { exempts })
  const trusted = ref === undefined ? undefined : policy?.trustedFrom(base)
  return run({ source, config, cascade, trusted, base, mode: 'range', reporter, onScopes })
}
