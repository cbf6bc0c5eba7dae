// What a push brings: read from the lines that git gives to the hooks on both of its ends.
import { UserError } from '../errors.ts'
import type { Help } from './commit-scan.ts'
import { listedCommits } from './commits.ts'
import { readGit, startGit } from './git.ts'
import { addedBy } from './range.ts'
import { TAG_MESSAGE } from '../source.ts'
import type { Source } from '../source.ts'

const OID = /^[0-9a-f]{40,64}$/
const isZero = (oid: string): boolean => /^0+$/.test(oid)

/** @throws UserError usage, for what git would not write: nothing of it may pass for a push of nothing */
function fieldsOf(lines: string, count: number): string[][] {
  const all = lines
    .split('\n')
    .filter(Boolean)
    .map((line) => line.split(' '))
  const strange = all.find((fields) => fields.length !== count || !OID.test(fields[1]!))
  if (strange) throw new UserError('usage', `git writes the refs of a push, not "${strange.join(' ')}"`, 'unleak hook')
  return all
}

/**
 * Of the pre-push hook.
 * @param lines local ref and commit, remote ref and commit. https://git-scm.com/docs/githooks#_pre_push
 * @param remote its name: what its branches here hold has been pushed before.
 */
export async function pushedSource(
  lines: string,
  remote: string,
  largest: number,
  cwd: string,
  help: Help,
): Promise<Source> {
  const refs = fieldsOf(lines, 4)
    // A deleted branch brings nothing.
    .filter(([, local]) => !isZero(local!))
  const old = refs.map(([, , , there = '']) => there).filter((oid) => OID.test(oid))
  // After a force push of somebody else it may not be here.
  const here = await ofType(
    'commit',
    old.map((oid) => `${oid}^{commit}`),
    cwd,
  )
  const pushed = refs.map(([, local]) => local!)
  return broughtBy(pushed, [`--remotes=${remote}`, ...here], largest, cwd, help)
}

/** Of the pre-receive hook. @param lines old and new commit, ref. No ref of the server has moved yet. */
export async function receivedSource(lines: string, largest: number, cwd: string, help: Help): Promise<Source> {
  const received = fieldsOf(lines, 3)
    .map(([, oid]) => oid!)
    .filter((oid) => !isZero(oid))
  return broughtBy(received, ['--all'], largest, cwd, help)
}

async function broughtBy(tips: string[], known: string[], largest: number, cwd: string, help: Help): Promise<Source> {
  if (tips.length === 0) return addedBy(listedCommits([], cwd), largest, cwd)
  // A push may have thousands of refs: too many for a command line.
  const list = startGit(['rev-list', '--reverse', '--topo-order', '--stdin', '--not', ...known], cwd)
  list.child.stdin!.end(tips.map((tip) => `${tip}\n`).join(''))
  const [commits, ...others] = await Promise.all([
    readGit(list),
    ...OTHER_TYPES.map(async (type) => (await ofType(type, tips, cwd)).map((oid) => ({ oid, type }))),
  ])
  const ids = commits.toString().split('\n').filter(Boolean)
  const told = others.flat().map((tagged) => ({ ...tagged, path: TAG_MESSAGE, commit: tagged.oid }))
  return addedBy(listedCommits(ids, cwd), largest, cwd, help, told)
}

/** What a ref may name besides a commit. */
const OTHER_TYPES = ['tag', 'blob', 'tree'] as const

/** Which of the objects are here, and of that type? @returns their ids */
async function ofType(type: 'commit' | (typeof OTHER_TYPES)[number], names: string[], cwd: string): Promise<string[]> {
  const asked = startGit(['cat-file', '--batch-check=%(objecttype) %(objectname)'], cwd)
  asked.child.stdin!.end(names.map((name) => `${name}\n`).join(''))
  const told = (await readGit(asked)).toString().split('\n')
  return told.filter((line) => line.startsWith(`${type} `)).map((line) => line.slice(type.length + 1))
}
