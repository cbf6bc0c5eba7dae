// A password that a format has shown: is it a real one, or does something stand in its place?
import { isWellKnown, standsIn } from '../stand-in.ts'
import type { Check } from '../check.ts'

export const check: Check = (secret) => {
  if (standsIn(secret)) return { ok: false, reason: 'it stands for a password' }
  return isWellKnown(secret)
    ? { ok: true, confidence: 'low', reason: 'it is a password that everybody knows' }
    : undefined
}
