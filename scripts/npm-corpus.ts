// Downloads the published code that false positives are counted on: npx tsx scripts/npm-corpus.ts [DIRECTORY]
import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
const LIST = 'test/bench/npm-packages.txt'
/** npm processes at a time: few, for the registry's sake. */
const AT_ONCE = 3
/** Less than this proves nothing. */
const LEAST_MB = 300

/** Packs and unpacks one `name@version` into its own folder; one that is there already is left alone. */
async function fetchPackage(spec: string, directory: string): Promise<void> {
  const folder = path.join(directory, spec.replaceAll('/', '__'))
  if (existsSync(folder)) return
  const unfinished = `${folder}.part`
  rmSync(unfinished, { recursive: true, force: true })
  mkdirSync(unfinished)
  // No script of the package runs: `npm pack` of a registry package only downloads it.
  await run('npm', ['pack', spec, '--ignore-scripts', '--silent', '--pack-destination', unfinished])
  for (const tarball of readdirSync(unfinished)) {
    await run('tar', ['-xzf', tarball], { cwd: unfinished })
    rmSync(path.join(unfinished, tarball))
  }
  renameSync(unfinished, folder)
}

function size(directory: string): { files: number; mb: number } {
  let files = 0
  let bytes = 0
  for (const entry of readdirSync(directory, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    files++
    bytes += statSync(path.join(entry.parentPath, entry.name)).size
  }
  return { files, mb: Math.round(bytes / 1e6) }
}

const directory = path.resolve(process.argv[2] ?? path.join(tmpdir(), 'unleak-npm-corpus'))
mkdirSync(directory, { recursive: true })
const specs = readFileSync(LIST, 'utf8').split('\n').filter(Boolean)
const waiting = [...specs]
const failed: string[] = []
await Promise.all(
  Array.from({ length: AT_ONCE }, async () => {
    for (let spec = waiting.shift(); spec !== undefined; spec = waiting.shift()) {
      try {
        await fetchPackage(spec, directory)
      } catch (error) {
        failed.push(spec)
        console.log(`left out: ${spec}: ${error instanceof Error ? error.message.split('\n')[0] : error}`)
      }
    }
  }),
)
for (const part of readdirSync(directory).filter((name) => name.endsWith('.part'))) {
  rmSync(path.join(directory, part), { recursive: true, force: true })
}
const { files, mb } = size(directory)
console.log(`${specs.length - failed.length} of ${specs.length} packages, ${files} files, ${mb} MB in ${directory}`)
process.exitCode = mb < LEAST_MB ? 1 : 0
