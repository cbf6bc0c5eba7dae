// The journal read as rotations: what each is about, and where it stands.
import type { Line } from './journal.ts'

export interface RotationRecord {
  rotation: string
  started: string
  ended?: string
  state: 'interrupted' | 'waits for the old value to be revoked' | 'done' | 'rolled back'
  by: string
  reason: string
  what: string[]
  files: string[]
  /** What is left to do, with links. */
  open: string[]
}

/** One record a rotation, from the journal's lines. */
export function recordsOf(lines: Line[]): RotationRecord[] {
  const ids = [...new Set(lines.map(({ rotation }) => rotation))]
  return ids.map((rotation) => {
    const own = lines.filter((line) => line.rotation === rotation)
    const [first, last] = [own[0]!, own.at(-1)!]
    const list = (name: string): string[] => (first.details[name] as string[] | undefined) ?? []
    const ended = last.step === 'done' || last.step === 'rolled-back'
    return {
      rotation,
      started: first.time,
      ...(ended ? { ended: last.time } : {}),
      state:
        last.step === 'done'
          ? 'done'
          : last.step === 'rolled-back'
            ? 'rolled back'
            : last.step === 'applied'
              ? 'waits for the old value to be revoked'
              : 'interrupted',
      by: String(first.details['by'] ?? ''),
      reason: String(first.details['reason'] ?? ''),
      what: list('what'),
      files: list('files'),
      open: ended ? [] : list('open'),
    }
  })
}
