// Was a value ever committed? Git is asked for all of its objects, so that the value itself stands on no command line.
import { startGit } from '../sources/git.ts'
import { workTreeOf } from '../sources/repository.ts'

/** @returns true when any object of the repository holds the value as it is; false outside of a repository */
export async function isInHistory(root: string, value: string): Promise<boolean> {
  if ((await workTreeOf(root)) === undefined) return false
  const needle = Buffer.from(value)
  const { child, done } = startGit(['cat-file', '--batch', '--batch-all-objects', '--unordered', '--buffer'], root)
  let rest = Buffer.alloc(0)
  for await (const part of child.stdout as AsyncIterable<Buffer>) {
    // A value may stand across two parts.
    const bytes = Buffer.concat([rest, part])
    if (bytes.includes(needle)) {
      child.kill()
      return true
    }
    rest = bytes.subarray(Math.max(0, bytes.length - needle.length + 1))
  }
  await done
  return false
}
