// The files that a rotation looks through: what git knows or would know, and the ignored ones that settings live in.
import { lstatSync, readFileSync, realpathSync } from 'node:fs'
import path from 'node:path'
import fastGlob from 'fast-glob'
import { filesIn, posix } from '../sources/tree.ts'
import type { Skipped } from '../types.ts'

/** Ignored files are looked at by name: `node_modules` and build output would take minutes, and are made anew anyway. */
const SETTINGS = [
  '**/{.env*,*.env,.envrc,.npmrc,.yarnrc.yml,.netrc,.pypirc,.pgpass,.my.cnf}',
  '**/*.{tfvars,tfvars.json,local,secret,secrets,ini,properties,cnf,conf,toml}',
  '**/*{secret,credential,local}*.{json,yml,yaml,toml,xml,py,php,rb,js,ts}',
  '**/{docker-compose,compose}*.{yml,yaml}',
  '**/{appsettings,web,app}*.{json,config}',
]
const BUILT = ['**/{node_modules,.git,vendor,.venv,venv,dist,build,target,.next,.terraform,__pycache__}/**']
/** Larger files are data. */
const LARGEST = 32 * 2 ** 20

export interface ProjectFile {
  /** From the root, with `/`. */
  path: string
  /** Links followed. */
  full: string
  bytes: Buffer
}

/** @param wanted by name, from the root; the others are not read. @param gaps takes the files that could not be read */
export async function* projectFiles(
  root: string,
  gaps: Skipped[],
  wanted?: (name: string) => boolean,
): AsyncGenerator<ProjectFile> {
  // Only a reading of all files knows all gaps.
  const into: Skipped[] = wanted ? [] : gaps
  into.length = 0
  for (const name of await projectPaths(root, into)) {
    if (wanted && !wanted(name)) continue
    const file = readProjectFile(root, name, into)
    if (file) yield file
  }
}

/** Their names, sorted. @param gaps takes what could not be read */
export async function projectPaths(root: string, gaps: Skipped[]): Promise<string[]> {
  const known: string[] = []
  for await (const names of filesIn(root, gaps)) for (const name of names) known.push(name)
  const settings = await fastGlob.glob(SETTINGS, {
    cwd: root,
    dot: true,
    ignore: BUILT,
    onlyFiles: false,
    suppressErrors: true,
  })
  return [...new Set([...known, ...settings].map(posix))].toSorted()
}

/** @returns undefined for what is no file, or leads out of the project. @param gaps takes the reason when it may matter */
function readProjectFile(root: string, name: string, gaps: Skipped[]): ProjectFile | undefined {
  const full = path.join(root, name)
  try {
    const info = lstatSync(full)
    if (!info.isFile() && !info.isSymbolicLink()) return undefined
    const real = realpathSync.native(full)
    const target = info.isSymbolicLink() ? lstatSync(real) : info
    if (!target.isFile()) return undefined
    if (target.size > LARGEST) {
      gaps.push({ path: name, reason: `it is larger than ${LARGEST / 2 ** 20} MB` })
      return undefined
    }
    return { path: name, full: real, bytes: readFileSync(real) }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    // Tracked and deleted, or a link to nowhere.
    if (code !== 'ENOENT') gaps.push({ path: name, reason: `it could not be read (${code ?? 'unknown reason'})` })
    return undefined
  }
}
