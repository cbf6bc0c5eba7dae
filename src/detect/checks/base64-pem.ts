// A private key block that is wrapped in base64 once more, as Kubernetes and CI variables have it.
import { check as pem } from './pem.ts'
import { fromBase64 } from '../der.ts'
import type { Check } from '../check.ts'

/** Characters that hold its begin: looked at first, for to decode all of it takes long. */
const HEAD = 32

export const check: Check = (secret) => {
  // The block may begin within four characters.
  for (const lead of ['', 'AA', 'AAA']) {
    if (!fromBase64(lead + secret.slice(0, HEAD - lead.length))?.includes('--BEGIN ')) continue
    const text = fromBase64(lead + secret.replace(/\\[nr]/g, '')) ?? ''
    const begin = text.indexOf('--BEGIN ')
    const end = text.indexOf('-----END ', begin)
    if (end === -1) return { ok: true, confidence: 'medium', reason: 'it is cut off, or its middle is changed' }
    return pem(`---${text.slice(begin, text.indexOf('-----', end + 9) + 5)}`, secret)
  }
  return { ok: false, reason: 'it holds no block' }
}
