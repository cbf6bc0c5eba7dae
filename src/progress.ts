// A progress line for long scans: on standard error, only on a terminal, and gone when the work is done.

export interface Progress {
  update: (done: { files: number; bytes: number }) => void
  stop: () => void
}

/** Shorter work needs no bar. */
const FIRST_SHOWN_MS = 400
const REDRAW_MS = 80
const BAR = 24

/** @param total number of files, where it is known. */
export function startProgress(total: number | undefined, stream: NodeJS.WriteStream = process.stderr): Progress {
  if (!stream.isTTY || process.env['CI'] || process.env['TERM'] === 'dumb') return { update: () => {}, stop: () => {} }
  const started = performance.now()
  let drawn = started + FIRST_SHOWN_MS - REDRAW_MS
  let shown = false
  return {
    update({ files, bytes }) {
      const now = performance.now()
      if (now - drawn < REDRAW_MS) return
      drawn = now
      shown = true
      const size = `${(bytes / 1e6).toFixed(0)} MB`
      stream.write(`\r\u001b[K${total ? `${bar(files / total)} ${files}/${total}` : files} files, ${size}`)
    },
    stop() {
      if (shown) stream.write('\r\u001b[K')
    },
  }
}

function bar(part: number): string {
  const full = Math.round(Math.min(1, part) * BAR)
  return '█'.repeat(full) + '░'.repeat(BAR - full)
}
