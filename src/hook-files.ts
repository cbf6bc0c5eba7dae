// The pre-commit hook when it is given names of files, as pre-commit and lint-staged do: it scans those, and nothing passes for want of a commit.
import { existsSync, lstatSync } from 'node:fs'
import path from 'node:path'
import { openProject } from './project.ts'
import { reporter } from './reporters/text.ts'
import { run } from './run.ts'
import { filesSource } from './sources/files.ts'
import { exemptsOfScan } from './sources/moves.ts'
import { rangeSource } from './sources/range.ts'
import { realDirectory, topOf } from './sources/repository.ts'
import { stagedSource } from './sources/staged.ts'
import { posix } from './sources/tree.ts'
import type { Source } from './source.ts'

/**
 * In a commit git names its index to the hook: what is staged of these files counts. Without one (`pre-commit run --all-files` in CI)
 * they are scanned as a whole; with `--from-ref` and on a push, pre-commit names the commits.
 * @returns the exit code
 */
export async function hookFiles(names: string[], env: NodeJS.ProcessEnv = process.env): Promise<number> {
  const { cwd, config, cascade } = await openProject(process.cwd())
  const { exempts, onScopes } = exemptsOfScan()
  const { PRE_COMMIT_FROM_REF: from, PRE_COMMIT_TO_REF: to } = env
  if (from && to) {
    const source = rangeSource(`${from}..${to}`, config.maxFileSize, cwd, { exempts })
    return run({ source, config, cascade, base: await topOf(cwd), mode: 'range', reporter, onScopes })
  }
  if (env['GIT_INDEX_FILE'] === undefined) {
    const { source } = await filesSource(names, config.maxFileSize, cwd)
    return run({ source, config, cascade, base: cwd, mode: 'files', reporter })
  }
  const base = await topOf(cwd)
  const top = realDirectory(base)
  const wanted = new Set(names.map((name) => posix(path.relative(top, realName(path.resolve(cwd, name))))))
  const paths: string[] = []
  const onPaths = (changed: string[]): unknown => paths.push(...changed)
  const source = only(stagedSource({ bytes: config.maxFileSize }, { cwd, onPaths, exempts }), wanted)
  return run({ source, known: { paths }, config, cascade, base, mode: 'commit', reporter, onScopes })
}

/** Links on the way to it are followed, as git does, but not a link itself; of a file that is gone with its directory none can be. */
function realName(full: string): string {
  if (lstatSync(full, { throwIfNoEntry: false })?.isDirectory()) return realDirectory(full)
  const directory = path.dirname(full)
  return existsSync(directory) ? path.join(realDirectory(directory), path.basename(full)) : full
}

/** A directory stands for what is in it. */
async function* only(source: Source, wanted: Set<string>): Source {
  const isWanted = (file: string): boolean => {
    for (let at = file; at !== '.'; at = path.posix.dirname(at)) if (wanted.has(at)) return true
    return wanted.has('')
  }
  for await (const item of source)
    if ('scanned' in item || isWanted('skipped' in item ? item.skipped.path : item.path)) yield item
}
