// The files of a commit, as git lists them.
import { readGit, startGit } from './git.ts'

export interface TreeEntry {
  /** A link is not followed: its target is only text here. */
  regular: boolean
  oid: string
}

/** `MODE blob OID\tPATH`, NUL behind each. https://git-scm.com/docs/git-ls-tree#_output_format. @returns by path @throws UserError git-failed */
export async function treeEntries(commit: string, cwd: string): Promise<Map<string, TreeEntry>> {
  const entries = new Map<string, TreeEntry>()
  const listing = await readGit(startGit(['ls-tree', '-r', '-z', '--full-tree', commit], cwd))
  for (const line of listing.toString().split('\0')) {
    const [, mode, oid, name] = /^(\d+) blob ([0-9a-f]+)\t(.+)$/s.exec(line) ?? []
    if (name !== undefined) entries.set(name, { regular: mode!.startsWith('100'), oid: oid! })
  }
  return entries
}
