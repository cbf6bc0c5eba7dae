// `unleak page`: the page that generates secrets, written where it is wanted.
import { rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { readBuilt } from '../built.ts'
import { EXIT, UserError } from '../errors.ts'
import { painter, visible, wantsColor } from '../terminal.ts'

/** @throws UserError file-exists, unwritable */
export function pageCommand(out: string, force: boolean): number {
  const page = readBuilt('page.html')
  const file = path.resolve(out)
  try {
    // A symlink is replaced, what it points to is not written.
    if (force) rmSync(file, { force: true })
    writeFileSync(file, page, { flag: 'wx' })
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code === 'EEXIST') throw new UserError('file-exists', visible(out))
    // Node says: ENOENT: no such file or directory, open '...'
    throw new UserError('unwritable', visible(out), visible(/^[A-Z]+: ([^,]+)/.exec(message)?.[1] ?? message))
  }
  const paint = painter(wantsColor(process.stdout))
  const lines = [
    `${paint('green', '✔')} ${visible(out)}: the page, ${Math.ceil(page.length / 1000)} kB; it works offline and sends nothing`,
    'Open it in a browser:',
    `  ${paint('cyan', pathToFileURL(file).href)}`,
  ]
  process.stdout.write(`${lines.join('\n')}\n`)
  return EXIT.clean
}
