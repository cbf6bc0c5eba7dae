// How every program of ours ends: known errors in two lines, unknown ones with a stack, always an honest exit code.
import { asCalled } from './called.ts'
import { fstatSync, writeSync } from 'node:fs'
import type { Stats } from 'node:fs'
import { EXIT, UserError } from './errors.ts'
import { painter, visible, wantsColor } from './terminal.ts'

let output: 'unused' | 'used' | 'unwritten' = 'unused'

/** Standard output, with an answer to every way that writing may fail. Opening it costs a clean commit's hook a millisecond. */
export function standardOutput(): NodeJS.WriteStream {
  if (output !== 'unused') return process.stdout
  output = 'used'
  return process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    // `unleak scan | head`: the reader has seen enough.
    if (error.code === 'EPIPE') return
    output = 'unwritten'
    process.stderr.write(`unleak: the report could not be written (${error.code})\n`)
  })
}

/**
 * Writes all of a text, or tells and turns the exit code into `incomplete`. To a file Node writes once and does not look how
 * much of it went in: on a full disk the end of a report would be lost in silence.
 */
export function print(text: string): void {
  const stream = standardOutput()
  if (!statOf(1)?.isFile()) return void stream.write(text)
  try {
    const bytes = Buffer.from(text)
    for (let at = 0; at < bytes.length; ) at += writeSync(1, bytes, at)
  } catch (error) {
    stream.emit('error', error)
  }
}

/** Undefined when it is closed. */
export function statOf(descriptor: number): Stats | undefined {
  try {
    return fstatSync(descriptor)
  } catch {
    return undefined
  }
}

/** Runs the work and ends the process with its exit code. What it prints goes through `standardOutput`. */
export async function main(work: () => Promise<number>): Promise<void> {
  // Windows looks for programs in the current directory first: a hostile repository could bring its own git.exe.
  process.env['NoDefaultCurrentDirectoryInExePath'] = '1'
  process.on('SIGINT', () => process.exit(EXIT.interrupted))
  // Should the work stop without an end, nothing was decided.
  process.exitCode = EXIT.incomplete
  try {
    const exit = await work()
    if (output === 'unused' && exit === EXIT.clean) process.exit(exit)
    // All is written: waiting for git's own end would cost ten milliseconds.
    process.stdout.write('', () => setImmediate(() => process.exit(output === 'unwritten' ? EXIT.incomplete : exit)))
  } catch (error) {
    const { text, exit } = tell(error)
    // A git process that nobody reads any more would keep us waiting.
    process.stderr.write(text, () => process.exit(exit))
  }
}

function tell(error: unknown): { text: string; exit: number } {
  const paint = painter(wantsColor(process.stderr))
  const known = error instanceof UserError ? error : oldNode()
  if (known) {
    return {
      text: `${paint('red', 'unleak:')} ${visible(known.message)}\n${visible(asCalled(known.next))}\n`,
      exit: known.exit,
    }
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error)
  const head = paint('red', 'unleak: internal error, nothing was decided')
  return { text: `${head}\n${stack}\nPlease report it with the lines above.\n`, exit: EXIT.incomplete }
}

/** An older Node starts us, and then lacks something: not our error. */
const oldNode = (): UserError | undefined =>
  Number.parseInt(process.versions.node, 10) < 20 ? new UserError('old-node', process.version) : undefined
