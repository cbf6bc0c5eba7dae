#!/usr/bin/env node
// Hooks have a program of their own, small and quick; all else goes to the command line's. CommonJS, as bin/package.json
// says: Node's loader of modules alone would cost a hook a fifth of its time.
// Node 22.8 and later.
require('node:module').enableCompileCache?.()
// Its help is the command line's.
if (process.argv[2] === 'hook' && !/^(?:--help|-h)$/.test(process.argv[3])) require('../dist/hook.cjs')
else require('../dist/cli.cjs')
