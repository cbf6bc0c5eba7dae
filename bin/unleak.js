#!/usr/bin/env node
// Starts a program of dist/: hooks have one of their own, small and quick; all else goes to the command line's. V8's code cache lies
// beside them: compiling a program would cost a commit more than its scan. Node brings such a cache from 22.8 on only, and it is slower.
// Whoever may write here may change the program itself. One file, and CommonJS, as bin/package.json says: a second one would
// cost a hook a millisecond, Node's loader of modules a fifth of its time.
const fs = require('node:fs')
const path = require('node:path')
const vm = require('node:vm')

const dist = path.join(__dirname, '..', 'dist')
const cache = path.join(dist, '.cache')
/** Two numbers say which source it belongs to (as Python's .pyc files do), a third in how many runs it has grown. */
const HEAD_BYTES = 24
// What follows them stands there twice: V8 does not check what it is given, and a damaged cache would end every commit.
// The comparison is native; a checksum in JavaScript would take longer than what the cache saves.
/** V8 knows only the functions that have run: the first commit of a user may be an empty one. */
const MOST_RUNS = 4

/** @type {Map<string, { exports: unknown }>} */
const modules = new Map()
/** @type {(() => void)[]} */
const unsaved = []

/** @param {string} name of a chunk in dist/ */
function load(name) {
  const known = modules.get(name)
  if (known) return known.exports
  const module = { exports: {} }
  modules.set(name, module)
  const filename = path.join(dist, name)
  const source = fs.readFileSync(filename, 'utf8')
  const { mtimeMs, size } = fs.statSync(filename)
  const saved = read(name, mtimeMs, size)
  const script = new vm.Script(`(function (exports, require, module, __filename, __dirname) { ${source}\n})`, {
    filename,
    ...(saved ? { cachedData: saved.data } : {}),
  })
  const runs = saved && script.cachedDataRejected === false ? saved.runs : 0
  if (runs < MOST_RUNS) unsaved.push(() => save(name, script, [mtimeMs, size, runs + 1]))
  const requireHere = (/** @type {string} */ id) => (id.startsWith('./') ? load(id.slice(2)) : require(id))
  script.runInThisContext()(module.exports, requireHere, module, filename, dist)
  return module.exports
}

/** @param {string} name */
const fileOf = (name) => path.join(cache, `${name}.${process.version}-${process.arch}`)

/**
 * @param {string} name
 * @param {number} mtimeMs
 * @param {number} size
 */
function read(name, mtimeMs, size) {
  try {
    const bytes = fs.readFileSync(fileOf(name))
    const [time, length, runs] = [0, 8, 16].map((at) => bytes.readDoubleLE(at))
    const half = (bytes.length - HEAD_BYTES) / 2
    const data = bytes.subarray(HEAD_BYTES, HEAD_BYTES + half)
    const sound = time === mtimeMs && length === size && data.equals(bytes.subarray(HEAD_BYTES + half))
    return sound ? { runs, data } : undefined
  } catch {
    return undefined
  }
}

/**
 * @param {string} name
 * @param {vm.Script} script
 * @param {number[]} numbers
 */
function save(name, script, numbers) {
  const head = Buffer.alloc(HEAD_BYTES)
  numbers.forEach((number, i) => head.writeDoubleLE(number, i * 8))
  const data = script.createCachedData()
  const file = fileOf(name)
  const draft = `${file}.${process.pid}`
  fs.mkdirSync(cache, { recursive: true })
  fs.writeFileSync(draft, Buffer.concat([head, data, data]))
  // Another commit may read it at this moment.
  fs.renameSync(draft, file)
}

process.on('exit', () => {
  try {
    for (const write of unsaved) write()
  } catch {
    // A package that only its administrator may write to: it starts a little slower.
  }
})

// Its help is the command line's.
const isHook = process.argv[2] === 'hook' && !/^(?:--help|-h)$/.test(process.argv[3])
const program = isHook ? 'hook.cjs' : 'cli.cjs'
if (!isSomewhere()) fail('the current directory is not there any more\nGo to one that is: cd ~')
else if (fs.existsSync(path.join(dist, program))) load(program)
else
  fail(
    `${path.join(dist, program)} is missing: unleak is not built\nInstall it again, or in its own repository: npm run build`,
  )

/** Somebody may have removed it; yargs asks for it before anybody could catch that. */
function isSomewhere() {
  try {
    return process.cwd() !== ''
  } catch {
    return false
  }
}

/** @param {string} text */
function fail(text) {
  process.stderr.write(`unleak: ${text}\n`)
  // As for all that could not be scanned.
  process.exitCode = 3
}
