// Builds dist/: the bundled program and library, their types, the web pages, and the compiled rules.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { rolldown } from 'rolldown'
import type { CodeSplittingGroup, OutputChunk, Plugin } from 'rolldown'
import { compileRules } from '../src/rules/compile.ts'
import { packModel, packRules } from '../src/rules-file.ts'
import { licensesOf, licensesText } from './licenses.ts'
import { buildPage } from './page.ts'
import { readAllRules } from './rule-files.ts'

/** The compiler writes the types of every module; a user sees only what the index reaches. */
function keepReachableTypes(folder: string, entry: string): void {
  const kept = new Set([entry])
  for (const file of kept) {
    for (const [, target] of readFileSync(path.join(folder, file), 'utf8').matchAll(/from '(\.[^']+)\.[jt]s'/g)) {
      kept.add(path.join(path.dirname(file), `${target}.d.ts`))
    }
  }
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (file.endsWith('.ts') && !kept.has(file)) rmSync(path.join(folder, file))
  }
}

/** What yargs gets instead of what it asks for. */
const OURS = { 'string-width': path.resolve('src/string-width.ts'), assert: path.resolve('src/assertions.ts') }

const YARGS_LOOKS_IN = 'mainFilename || process.cwd()'

/** yargs reads a package.json at each start: the scanned repository's, which may be endless. Of ours it reads what it never tells. */
const yargsAtHome: Plugin = {
  name: 'yargs-at-home',
  transform(code, id) {
    if (!id.replaceAll(path.sep, '/').endsWith('/yargs/lib/platform-shims/esm.mjs')) return undefined
    if (!code.includes(YARGS_LOOKS_IN)) throw new Error('yargs looks for its package.json in another way')
    return code.replace(YARGS_LOOKS_IN, '__dirname')
  },
}

/** Everything is bundled: start-up is the hook's budget, and an install brings no other package. */
/** @returns the ids of all modules in it */
async function bundle(
  input: Record<string, string>,
  format: 'esm' | 'cjs',
  wholeFiles: Record<string, string[]> = {},
): Promise<string[]> {
  const bundler = await rolldown({
    input,
    platform: 'node',
    plugins: format === 'cjs' ? [plainBuiltins, yargsAtHome] : [],
    resolve: { mainFields: ['module', 'main'], alias: OURS },
    // One is in yargs, for settings that extend a package's: we have none.
    checks: { emptyImportMeta: false },
  })
  const end = format === 'esm' ? 'js' : 'cjs'
  const { output } = await bundler.write({
    dir: 'dist',
    format,
    minify: true,
    comments: false,
    entryFileNames: `[name].${end}`,
    chunkFileNames: `[name]-[hash].${end}`,
    ...(Object.keys(wholeFiles).length > 0 ? { codeSplitting: { groups: groupsOf(wholeFiles, input) } } : {}),
  })
  await bundler.close()
  const chunks = output.filter((file) => file.type === 'chunk')
  if (format === 'cjs') makeQuick(chunks)
  return chunks.flatMap(({ moduleIds }) => moduleIds)
}

/** Rewrites programs so that they start sooner. */
function makeQuick(chunks: OutputChunk[]): void {
  const runtime = chunks.find(({ name }) => name === 'rolldown-runtime')
  for (const { fileName, code } of chunks)
    writeFileSync(path.join('dist', fileName), inAscii(runtime ? withRuntime(code, runtime) : code))
  if (runtime) rmSync(path.join('dist', runtime.fileName))
}

/** One file less to load. */
const withRuntime = (code: string, { fileName, code: runtime }: OutputChunk): string =>
  code.replaceAll(`require("./${fileName}")`, () => `(()=>{const exports={};${runtime};return exports})()`)

/** Node's own modules as they are: the bundler would make a copy of each, a property at a time, at each start. */
const plainBuiltins: Plugin = {
  name: 'plain builtins',
  transform: (code, id) =>
    id.startsWith(path.resolve('src'))
      ? code.replaceAll(/^import (\w+) from '(node:[\w/]+)'$/gm, "const $1 = process.getBuiltinModule('$2')")
      : undefined,
}

/** One character of another kind, and V8 holds two bytes for each: reading such a program takes ten times as long. */
const inAscii = (code: string): string =>
  code.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)

/** One chunk each for all of ours that its modules need from the start; the first that names a module has it. */
function groupsOf(wholeFiles: Record<string, string[]>, programs: Record<string, string>): CodeSplittingGroup[] {
  const chunkOf = new Map<string, string>()
  // A chunk that two programs share must run neither.
  const [, ...others] = Object.values(programs)
  const alone = others.length > 0 ? Object.values(programs).map((file) => path.resolve(file)) : []
  const name: CodeSplittingGroup['name'] = (id, context) => {
    if (chunkOf.size === 0)
      for (const [chunk, files] of Object.entries(wholeFiles)) {
        const waiting = files.map((file) => path.resolve(file))
        for (const module of waiting) {
          if (chunkOf.has(module) || /[\\/]node_modules[\\/]/.test(module)) continue
          chunkOf.set(module, chunk)
          waiting.push(...(context.getModuleInfo(module)?.importedIds ?? []))
        }
      }
    return alone.includes(id) ? undefined : chunkOf.get(id)
  }
  return [{ debugName: 'whole files', name, includeDependenciesRecursively: false }]
}

// A wrong rule leaves the last build as it was.
const rules = (await readAllRules()).flatMap((file) => file.rules)
const compiled = compileRules(rules)
rmSync('dist', { recursive: true, force: true })
mkdirSync('dist')
writeFileSync('dist/rules.bin', packRules(compiled))
writeFileSync('dist/judge.bin', packModel(compiled.model))
writeFileSync('dist/rule-texts.json', JSON.stringify(rules))
const modules = [
  // The hook shares no file with the rest, and needs two, the second while git works, and a third where something is encoded:
  // three files load faster than ten.
  ...(await bundle({ hook: 'src/hook.ts' }, 'cjs', {
    hook: ['src/hook.ts'],
    'hook-scan': ['src/hook-scan.ts'],
    decode: ['src/detect/decode/decode.ts', 'src/inflate.ts'],
  })),
  // CommonJS too: Node's loader of modules takes a millisecond and a half for each file.
  ...(await bundle({ cli: 'src/cli.ts', worker: 'src/workers/worker.ts' }, 'cjs', {
    'command-line': ['src/cli.ts'],
    scan: ['src/commands/scan.ts'],
    pool: ['src/workers/pool.ts'],
  })),
  ...(await bundle({ index: 'src/index.ts' }, 'esm')),
  ...(await buildPage('src/web/page')),
  ...(await buildPage('src/report-page/report')),
]
writeFileSync('dist/licenses.txt', licensesText(licensesOf(modules)))
execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.types.json'], { stdio: 'inherit' })
keepReachableTypes('dist/types', 'index.d.ts')
writeBuildId()

/** What the build is made of: a blob that one build found clean need not be so for another. */
function writeBuildId(): void {
  const hash = createHash('sha256')
  for (const file of readdirSync('dist')
    .filter((name) => /\.(?:c?js|json|bin)$/.test(name))
    .toSorted())
    hash.update(file).update(readFileSync(path.join('dist', file)))
  writeFileSync('dist/build-id', hash.digest('hex'))
}
