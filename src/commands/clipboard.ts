// Puts a secret on the clipboard through the standard input of the system's own program, so that no list of processes shows it.
import { spawn } from 'node:child_process'
import { UserError } from '../errors.ts'

const PROGRAMS: Partial<Record<NodeJS.Platform, string[][]>> = {
  darwin: [['pbcopy']],
  win32: [['clip']],
}
const OTHERS = [['wl-copy'], ['xclip', '-selection', 'clipboard'], ['xsel', '--clipboard', '--input']]

/** @throws UserError no-clipboard when no program is there or none of them works */
export async function copyToClipboard(secret: string): Promise<void> {
  const programs = PROGRAMS[process.platform] ?? OTHERS
  for (const [program, ...args] of programs) if (await feeds(program!, args, secret)) return
  throw new UserError('no-clipboard', programs.map(([program]) => program).join(', '))
}

/** @returns whether it took the text. Its output is not waited for: xclip stays to serve the clipboard. */
function feeds(program: string, args: string[], input: string): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { stdio: ['pipe', 'ignore', 'ignore'] })
    child.on('error', () => resolve(false))
    child.on('exit', (code) => resolve(code === 0))
    child.stdin.on('error', () => {})
    child.stdin.end(input)
  })
}
