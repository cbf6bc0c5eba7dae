// What the next commit would add: the index against HEAD, never the work tree.
import { BlobReader } from './blobs.ts'
import { chunksOf } from './changes.ts'
import { PLAIN_DIFF, readGit, startGit } from './git.ts'
import { readChanges } from './raw-diff.ts'
import type { Source } from '../types.ts'

/**
 * Whole blobs are read, so that rules see the context of an added line; `git diff` would spend its time on comparing,
 * and would hide what attributes call binary. Both git processes start at once, while the engine still loads.
 * @param largest bytes; larger blobs are skipped with a note.
 */
export function stagedSource(largest: number, cwd?: string): Source {
  const diff = startGit(['diff', '--cached', ...PLAIN_DIFF, '--no-relative', '--ignore-submodules=all'], cwd)
  const listing = readGit(diff)
  // It may fail before anybody waits for it.
  listing.catch(() => {})
  const blobs = new BlobReader(largest, cwd)
  return (async function* () {
    try {
      const { changes } = readChanges((await listing).toString().split('\0'))
      yield* chunksOf(changes, blobs)
    } finally {
      blobs.close()
    }
  })()
}
