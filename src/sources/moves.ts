// Files that were given another name: does what is in them count as new?
import type { Scopes } from '../scopes.ts'
import type { Change, RawChange } from './raw-diff.ts'

/** Is all or something in a file left out on purpose because of its path? Then nobody knows it under another one. */
export type Exempts = (path: string) => boolean | Promise<boolean>

/** The policy is made when a source has begun already. */
export function exemptsOfScan(): { exempts: Exempts; onScopes: (made: Scopes) => void } {
  let scopes: Scopes | undefined
  return { exempts: (path) => scopes!.exempts(path), onScopes: (made) => (scopes = made) }
}

/** What brings content, also by coming out of an exempt place, whatever git knows of its lines. */
export async function arriving(changes: RawChange[], exempts: Exempts | undefined): Promise<Change[]> {
  const arrived: Change[] = []
  for (const change of changes) {
    const isNews = change.from !== undefined && (await exempts?.(change.from))
    if (isNews) arrived.push({ ...change, old: [] })
    else if (change.brings) arrived.push(change)
  }
  return arrived
}
