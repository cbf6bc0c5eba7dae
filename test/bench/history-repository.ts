// Builds a repository with a long history of real code, from successive versions of npm packages:
// npx tsx test/bench/history-repository.ts [DIRECTORY]. Downloads about 500 MB the first time.
import { execFile, execFileSync, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { once } from 'node:events'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Packages that are published as they are written, and how many of their versions are taken, evenly spaced. */
const PACKAGES: Record<string, number> = {
  eslint: 165,
  webpack: 165,
  mongoose: 165,
  sequelize: 150,
  stylelint: 60,
  express: 60,
}
/** Versions that one npm process fetches. */
const AT_ONCE = 20
/** A version becomes several commits of this many files: a real commit touches few. */
const FILES_A_COMMIT = 2
const MOST_COMMITS = 32_000
const AUTHORS = 25
/** Seconds; the first commit's time. */
const EPOCH = 1_300_000_000
const APART = 7200

async function versionsOf(name: string, most: number): Promise<string[]> {
  const { stdout } = await run('npm', ['view', name, 'versions', '--json'])
  const released = (JSON.parse(stdout) as string[]).filter((version) => /^\d+\.\d+\.\d+$/.test(version))
  const step = Math.max(1, released.length / most)
  return Array.from({ length: Math.min(most, released.length) }, (_, i) => released[Math.floor(i * step)]!)
}

/** Unpacks each version into a folder of its own; what is there already is left alone. */
async function fetchVersions(name: string, versions: string[], directory: string): Promise<void> {
  const missing = versions.filter((version) => !existsSync(path.join(directory, `${name}@${version}`)))
  for (let at = 0; at < missing.length; at += AT_ONCE) {
    const some = missing.slice(at, at + AT_ONCE)
    const specs = some.map((version) => `${name}@${version}`)
    // No script of a package runs: `npm pack` of a registry package only downloads it.
    await run('npm', ['pack', ...specs, '--ignore-scripts', '--silent', '--pack-destination', directory])
    for (const version of some) {
      const unfinished = path.join(directory, `${name}@${version}.part`)
      const tarball = path.join(directory, `${name}-${version}.tgz`)
      rmSync(unfinished, { recursive: true, force: true })
      mkdirSync(unfinished)
      await run('tar', ['-xzf', tarball, '-C', unfinished, '--strip-components=1'])
      rmSync(tarball)
      renameSync(unfinished, unfinished.slice(0, -'.part'.length))
    }
  }
}

interface Change {
  file: string
  /** Absent: the file goes. */
  content?: Buffer
}

/** What differs from the version before, ordered by path. @param known path to content hash, brought up to date. */
function changesOf(name: string, folder: string, known: Map<string, string>): Change[] {
  const changes: Change[] = []
  const present = new Set<string>()
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const full = path.join(entry.parentPath, entry.name)
    const file = `${name}/${path.relative(folder, full)}`
    // Bundles and their maps are no source: their changes would outweigh all else.
    if (/\.map$|\.min\.|\/dist\/|\/node_modules\//.test(file)) continue
    const content = readFileSync(full)
    const hash = createHash('sha256').update(content).digest('base64')
    present.add(file)
    if (known.get(file) !== hash) changes.push({ file, content })
    known.set(file, hash)
  }
  for (const file of known.keys()) {
    if (present.has(file)) continue
    known.delete(file)
    changes.push({ file })
  }
  return changes.toSorted((a, b) => (a.file < b.file ? -1 : 1))
}

function* commitsOf(
  lists: Map<string, string[]>,
  directory: string,
): Generator<{ message: string; changes: Change[] }> {
  const known = new Map([...lists.keys()].map((name) => [name, new Map<string, string>()]))
  // All packages grow together, as the parts of one repository do.
  for (let turn = 0; [...lists.values()].some((list) => turn < list.length); turn++) {
    for (const [name, versions] of lists) {
      const version = versions[turn]
      if (version === undefined) continue
      const changes = changesOf(name, path.join(directory, `${name}@${version}`), known.get(name)!)
      for (let at = 0; at < changes.length; at += FILES_A_COMMIT) {
        yield { message: `${name} ${version}`, changes: changes.slice(at, at + FILES_A_COMMIT) }
      }
    }
  }
}

async function build(repository: string, directory: string): Promise<number> {
  const lists = new Map<string, string[]>()
  for (const [name, most] of Object.entries(PACKAGES)) {
    const versions = await versionsOf(name, most)
    await fetchVersions(name, versions, directory)
    lists.set(name, versions)
  }
  execFileSync('git', ['init', '-q', '--bare', '-b', 'main', repository])
  const git = spawn('git', ['fast-import', '--quiet'], { cwd: repository, stdio: ['pipe', 'inherit', 'inherit'] })
  const ended = once(git, 'close')
  const write = async (text: string | Buffer): Promise<void> => {
    if (!git.stdin.write(text)) await once(git.stdin, 'drain')
  }
  let count = 0
  for (const { message, changes } of commitsOf(lists, directory)) {
    if (count === MOST_COMMITS) break
    const author = `Author ${count % AUTHORS} <author${count % AUTHORS}@example.test> ${EPOCH + count * APART} +0000`
    await write(`commit refs/heads/main\nauthor ${author}\ncommitter ${author}\ndata ${message.length}\n${message}\n`)
    for (const { file, content } of changes) {
      if (!content) await write(`D ${file}\n`)
      else {
        await write(`M 100644 inline ${file}\ndata ${content.length}\n`)
        await write(content)
        await write('\n')
      }
    }
    count++
  }
  git.stdin.end()
  const [code] = (await ended) as [number]
  if (code !== 0) throw new Error(`git fast-import failed: ${code}`)
  // As a server packs it: fast-import alone makes poor deltas.
  execFileSync('git', ['repack', '-a', '-d', '-f', '-q', '--depth=50', '--window=10'], { cwd: repository })
  execFileSync('git', ['commit-graph', 'write', '--reachable'], { cwd: repository })
  return count
}

/** @returns the repository; it is made once. */
export async function historyRepository(directory?: string): Promise<string> {
  const base = path.join(os.tmpdir(), 'unleak-history')
  const repository = path.resolve(directory ?? path.join(base, 'repository.git'))
  if (existsSync(repository)) return repository
  const versions = path.join(base, 'versions')
  mkdirSync(versions, { recursive: true })
  rmSync(`${repository}.part`, { recursive: true, force: true })
  const commits = await build(`${repository}.part`, versions)
  console.log(`${commits} commits`)
  renameSync(`${repository}.part`, repository)
  return repository
}

if (import.meta.filename === process.argv[1]) console.log(await historyRepository(process.argv[2]))
