// A payment card's number: its first digits name a network, its last one is Luhn's, and it is no number for tests.
// ISO/IEC 7812-1; test numbers: https://docs.stripe.com/testing, https://docs.adyen.com/development-resources/test-cards-and-credentials,
// https://developer.paypal.com/tools/sandbox/card-testing/
import { crc32 } from '../crc32.ts'
import { luhnDigit } from '../luhn.ts'
import type { Check } from '../check.ts'

/** First digits and length. */
const NETWORKS: [name: string, form: RegExp][] = [
  ['Visa', /^4(?:\d{12}|\d{15}|\d{18})$/],
  ['Mastercard', /^(?:5[1-5]\d\d|222[1-9]|22[3-9]\d|2[3-6]\d\d|27[01]\d|2720)\d{12}$/],
  ['American Express', /^3[47]\d{13}$/],
  ['Discover', /^(?:6011|64[4-9]\d|65\d\d)\d{12}(?:\d{3})?$/],
  ['JCB', /^35(?:2[89]|[3-8]\d)\d{12}(?:\d{3})?$/],
  ['Diners Club', /^3(?:0[0-5]|[689]\d)\d{11}(?:\d\d)?$/],
  ['UnionPay', /^62\d{14}(?:\d{3})?$/],
  ['Mir', /^220[0-4]\d{12}$/],
  ['RuPay', /^(?:60|81|82|508)\d{13,14}$/],
]

/** CRC-32 of the test numbers of payment providers that look like any other; no number stands here. */
const TEST_NUMBERS = new Set([
  0xddc52c7, 0xf67bea2, 0x163c66d1, 0x1e5cb6ff, 0x2e64a169, 0x3422be49, 0x34a69f48, 0x3dbae151, 0x43f0e01c, 0x485287e6,
  0x5b6a0131, 0x5bdb56bd, 0x6080751a, 0x6b977b8f, 0x82542c32, 0x93aa54a9, 0x9a353326, 0xa15ddce1, 0xa4d8180f,
  0xaf3f13e8, 0xbb6a2b54, 0xbc5f6b96, 0xc1427fbb, 0xc36547c7, 0xcae012a0, 0xcf3d420f, 0xd9cd935c, 0xdc37293d,
  0xdc7b2192, 0xe28b413f, 0xeabec36b, 0xee7132b0, 0xf9d31fc8, 0xfd6dc48e,
])

/** Few digits, or one many times over: made up, as most test numbers are. */
const isMadeUp = (digits: string): boolean => new Set(digits).size <= 4 || /(\d)\1{4}/.test(digits)

export const check: Check = (secret) => {
  const digits = secret.replace(/[ -]/g, '')
  const network = NETWORKS.find(([, form]) => form.test(digits))?.[0]
  if (!network) return { ok: false, reason: 'no network issues such numbers' }
  if (Number(digits.at(-1)) !== luhnDigit(digits.slice(0, -1))) return { ok: false, reason: 'its check digit is wrong' }
  if (isMadeUp(digits) || TEST_NUMBERS.has(crc32(digits))) return { ok: false, reason: 'it is a number for tests' }
  return { ok: true, confidence: 'medium', reason: `its check digit is right, and ${network} issues such numbers` }
}
