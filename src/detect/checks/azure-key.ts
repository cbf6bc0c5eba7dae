// Azure keys hold a mark of their service, and end in a Marvin32 checksum that is seeded with the kind of key.
// https://github.com/microsoft/security-utilities
import { annotatedTails, markedTail } from '../azure-keys.ts'
import type { Check, Verdict } from '../check.ts'

const MESSAGING = ['Manage00', 'Send0000', 'Listen00', 'Unknown0', 'System00']
/** The kinds of keys that hold a mark. */
const SEEDS: Record<string, string[]> = {
  '+ASt': ['Default0'],
  ACDb: ['MastRW00', 'MastRO00', 'SystRW00', 'SystRO00', 'SysAll00', 'Resour00', 'Encryp00'],
  '+ABa': ['AbAcct00'],
  AzFu: ['Functi00', 'Master00', 'System00'],
  AzCa: ['Access00'],
  AzSe: ['PAdmin00', 'Query000'],
  '+ACR': ['ACRDflt0'],
  AIoT: ['IoTHub00', 'DpsKey00', 'Device00'],
  APIM: ['Tenant00', 'IoTHub00', 'Gatewy00', 'GitKey00'],
  AZEG: ['Default0'],
  '+ASb': MESSAGING,
  '+AEh': MESSAGING,
  '+ARm': MESSAGING,
}
/** Known from published keys to have no other kinds. */
const COMPLETE = new Set(['+ASt'])

export const check: Check = (secret) => {
  const key = secret.replace(/(?:=|%3[Dd])+$/, '')
  if (key.slice(52, 57) === 'JQQJ9') {
    return verdict(
      annotatedTails(key.slice(0, 80)).some((tail) => tail.startsWith(key.slice(80))),
      true,
    )
  }
  const body = key.slice(0, -6)
  const mark = body.slice(-4)
  return verdict(
    (SEEDS[mark] ?? []).some((seed) => markedTail(body, seed) === key.slice(-6)),
    COMPLETE.has(mark),
  )
}

function verdict(right: boolean, certain: boolean): Verdict {
  if (right) return { ok: true, confidence: 'high', reason: 'its checksum is right' }
  if (certain) return { ok: false, reason: 'its checksum is wrong' }
  return { ok: true, confidence: 'medium', reason: 'its checksum is of no kind that is known' }
}
