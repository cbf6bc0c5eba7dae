// How far the benchmarks are, on standard error and only on a terminal.
const { stderr } = process
const isShown = stderr.isTTY && !process.env['CI'] && process.env['TERM'] !== 'dumb'
const WIDTH = 20
const BEGIN = '\r\u001b[K'

let title = ''

/** @param text which of the benchmarks is at work; nothing when all are done. */
export function announce(text: string): void {
  title = text
  if (isShown) stderr.write(`${BEGIN}${title}`)
}

/** After each run of one of its rows. */
export function tick(done: number, all: number): void {
  if (!isShown) return
  const full = Math.round((done / all) * WIDTH)
  stderr.write(`${BEGIN}${title} ${'█'.repeat(full)}${'░'.repeat(WIDTH - full)} ${done}/${all}`)
}

/** A line that stays. */
export const tell = (text: string): unknown => stderr.write(`${isShown ? BEGIN : ''}${text}\n`)
