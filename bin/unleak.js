#!/usr/bin/env node
// Hooks have a program of their own, small and quick; all else goes to the command line's.
import module from 'node:module'

// Node 22.8 and later.
module.enableCompileCache?.()
await import(process.argv[2] === 'hook' ? '../dist/hook.js' : '../dist/cli.js')
