// What npm runs before and after it packs. The package goes out without the scripts and the packages of those who develop it: "prepare"
// builds a clone, and npm warns whoever installs a tarball that has one.
import { copyFileSync, readFileSync, renameSync, writeFileSync } from 'node:fs'

const KEPT = 'package.json.kept'

if (process.argv[2] === 'before') {
  const {
    scripts: _scripts,
    devDependencies: _devDependencies,
    ...manifest
  } = JSON.parse(readFileSync('package.json', 'utf8'))
  copyFileSync('package.json', KEPT)
  writeFileSync('package.json', `${JSON.stringify(manifest, undefined, 2)}\n`)
} else renameSync(KEPT, 'package.json')
