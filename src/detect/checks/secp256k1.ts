// An Ethereum private key is a number below the order of the curve; those of local test chains are known to all.
// https://www.secg.org/sec2-v2.pdf, https://getfoundry.sh/anvil/overview
import type { Check } from '../check.ts'

const ORDER = 'fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141'
/** How the accounts of Hardhat, Anvil and Ganache begin. */
const TEST_CHAINS = new Set(
  '0xac0974 0x59c699 0x5de411 0x7c8521 0x47e179 0x8b3a35 0x92db14 0x4bbbf8 0xdbda18 0x2a871d 0x4f3edf 0x6cbed1 0x6370fd 0x646f1c 0xadd53f'.split(
    ' ',
  ),
)

export const check: Check = (secret) => {
  const key = secret.toLowerCase().replace(/^0x/, '')
  if (key >= ORDER || /^0{8}/.test(key)) return { ok: false, reason: 'it is no number of the curve' }
  return TEST_CHAINS.has(`0x${key.slice(0, 6)}`) ? { ok: false, reason: 'it is of a local test chain' } : undefined
}
