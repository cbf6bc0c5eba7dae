// A value in the data of a Kubernetes Secret is base64. https://kubernetes.io/docs/concepts/configuration/secret/
import { isWellKnown, standsIn } from '../stand-in.ts'
import type { Check } from '../check.ts'

export const check: Check = (secret) => {
  const text = decoded(secret)?.trim()
  if (text === undefined) return { ok: false, reason: 'it is no base64' }
  if (text.length < 4 || (text.length < 60 && standsIn(text)) || text.startsWith('-----BEGIN CERTIFICATE'))
    return { ok: false, reason: 'it decodes to no secret' }
  return isWellKnown(text)
    ? { ok: true, confidence: 'low', reason: 'it decodes to a password that everybody knows' }
    : { ok: true, confidence: 'high', reason: 'it decodes' }
}

function decoded(text: string): string | undefined {
  try {
    return atob(text)
  } catch {
    return undefined
  }
}
