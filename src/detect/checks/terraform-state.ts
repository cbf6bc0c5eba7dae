// A Terraform state holds the values of all resources in plain text; those that Terraform itself calls sensitive are marked.
// https://developer.hashicorp.com/terraform/language/state/sensitive-data
import { protection } from '../protected.ts'
import type { Check } from '../check.ts'

export const check: Check = (text) => {
  const closed = protection(text)
  if (closed) return { ok: false, reason: closed }
  if (!/"(?:resources|modules)":\s*\[\s*\{/.test(text)) return { ok: false, reason: 'it holds no resource' }
  return /"sensitive_attributes":\s*\[\s*[[{]|"sensitive":\s*true/.test(text)
    ? { ok: true, confidence: 'medium', reason: 'Terraform marks values in it as sensitive' }
    : { ok: true, confidence: 'low', reason: 'Terraform marks nothing in it as sensitive' }
}
