// How strong it is: a bar for the eye, the same in words for everybody.

/** The bar is full here: what the strongest keys in use have. */
const FULL = 256
/** Least bits for fair and for strong, where a type has no floor. NIST SP 800-131A rev. 2 asks 112 of keys. */
const FAIR = 64
const STRONG = 112

export type Level = 'weak' | 'fair' | 'strong'

/** @param floor fewest bits that its use asks for. */
export function levelOf(bits: number, floor = 0): Level {
  if (bits < floor) return 'weak'
  if (bits >= STRONG) return 'strong'
  return bits >= Math.max(floor, FAIR) ? 'fair' : 'weak'
}

export function setMeter(meter: HTMLElement, bits: number, level: Level): void {
  const now = Math.min(FULL, Math.floor(bits))
  meter.dataset['level'] = level
  meter.setAttribute('aria-valuenow', String(now))
  meter.setAttribute('aria-valuetext', `${level}, ${Math.floor(bits)} bits`)
  // Through the object model: the policy forbids style attributes.
  ;(meter.firstElementChild as HTMLElement).style.width = `${(100 * now) / FULL}%`
}
