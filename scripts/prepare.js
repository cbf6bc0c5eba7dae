// The "prepare" script of npm, in plain JavaScript: it also runs where nothing is installed yet. `npm install --global git+URL`, as pre-commit
// calls it, tells the install in its clone that it is global too, and so no dependency lands there.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

/** @param {string} command */
function run(command) {
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^npm_config_(?:global|prefix|location)$/i.test(name)),
  )
  const { status } = spawnSync(command, { env, shell: true, stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 1)
}

if (existsSync('node_modules/tsx')) run('npx --no-install husky')
// No script of any dependency is run: nothing is compiled, nothing is downloaded but packages.
else run('npm ci --ignore-scripts --include=dev --no-audit --no-fund')
run('npm run build')
