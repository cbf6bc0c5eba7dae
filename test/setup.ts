// What every test starts from: nothing of git's environment, and the same random texts.
import fc from 'fast-check'

// Run from our own git hook, the tests would inherit GIT_INDEX_FILE, and a `git add` in a scratch repository would write
// this repository's index. So nothing of git's environment reaches a test.
for (const name of Object.keys(process.env)) if (name.startsWith('GIT_')) delete process.env[name]
// Colours and columns are part of what is tested.
for (const name of ['NO_COLOR', 'FORCE_COLOR', 'CI', 'COLUMNS']) delete process.env[name]
process.env['GIT_CONFIG_GLOBAL'] = process.platform === 'win32' ? 'NUL' : '/dev/null'
process.env['GIT_CONFIG_SYSTEM'] = process.platform === 'win32' ? 'NUL' : '/dev/null'

// The same random texts in every run: a new failure is told by a change, not by chance. UNLEAK_SEED tries others.
fc.configureGlobal({ seed: Number(process.env['UNLEAK_SEED'] ?? 20261125) })
