// Ends with 0 when dist/ is what the last build made, and nothing that it was made of has changed since: `npm ci` builds, and
// `npm test` right after it need not. With --remember: notes the build that has just ended. Plain JavaScript, to start at once.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'

const NOTE = 'node_modules/.cache/unleak/build'
/** Package versions are in the lock file; what is generated is made again when somebody edits it. */
const MADE_OF = ['src', 'rules', 'scripts', 'templates', 'docs', 'man', '.husky', 'dist']
MADE_OF.push(...readdirSync('.').filter((name) => /\.(?:json|md)$/.test(name) || name === 'LICENSE'))
/** What husky and the program itself write. */
const OTHERS = [path.join('.husky', '_'), path.join('dist', '.cache')]

function state() {
  const hash = createHash('sha256').update(process.version)
  for (const place of MADE_OF.filter((name) => existsSync(name))) {
    const inside = statSync(place).isDirectory() ? readdirSync(place, { recursive: true, encoding: 'utf8' }) : ['']
    for (const name of inside.toSorted()) {
      const file = path.join(place, name)
      if (!OTHERS.some((other) => file.startsWith(other)) && statSync(file).isFile())
        hash.update(`${file}\0`).update(createHash('sha256').update(readFileSync(file)).digest())
    }
  }
  return hash.digest('hex')
}

if (process.argv.includes('--remember')) {
  mkdirSync(path.dirname(NOTE), { recursive: true })
  writeFileSync(NOTE, state())
} else if (!existsSync(NOTE) || !existsSync('dist') || readFileSync(NOTE, 'utf8') !== state()) process.exit(1)
