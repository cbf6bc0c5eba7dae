#!/usr/bin/env node
// Hooks have a program of their own, small and quick; all else goes to the command line's. CommonJS, as bin/package.json
// says: Node's loader of modules alone would cost a hook a fifth of its time.
const program = require('node:path').join(__dirname, '..', 'dist', 'hook.cjs')
if (!require('node:fs').existsSync(program)) {
  process.stderr.write(
    `unleak: ${program} is missing: unleak is not built\nInstall it again, or in its own repository: npm run build\n`,
  )
  // As for all that could not be scanned.
  process.exitCode = 3
} else {
  // Its help is the command line's.
  const hook = process.argv[2] === 'hook' && !/^(?:--help|-h)$/.test(process.argv[3])
  require('./program.js')(hook ? 'hook.cjs' : 'cli.cjs')
}
