// The versions of Node that people run: each is fetched once as a package of npm, into node_modules/.cache/node.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { tell } from './bar.ts'

const MAJORS = [20, 22, 24]
const platform = `${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`

/** @returns the programs, by their major version; one that cannot be had is told and left out. */
export function nodeVersions(): Map<number, string> {
  const found = new Map<number, string>()
  for (const major of MAJORS) {
    const program = process.version.startsWith(`v${major}.`) ? process.execPath : fetched(major)
    if (program) found.set(major, program)
    else tell(`Node ${major} is not here and cannot be fetched: left out`)
  }
  return found
}

function fetched(major: number): string | undefined {
  const folder = path.resolve('node_modules/.cache/node', String(major))
  const program = path.join(folder, 'node_modules', `node-${platform}`, 'bin', 'node')
  if (!existsSync(program)) {
    mkdirSync(folder, { recursive: true })
    // Its own package: npm must not take this repository's.
    writeFileSync(path.join(folder, 'package.json'), '{}')
    const packageName = `node-${platform}@${major}`
    try {
      execFileSync('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', packageName], {
        cwd: folder,
        stdio: 'ignore',
      })
    } catch {
      return undefined
    }
  }
  return existsSync(program) ? program : undefined
}
