// placeholder
import type { AllowEntry } from './filters/allowlist.ts'
import type { Confidence } from './types.ts'
export interface ScanConfig {
  /** Files that are not scanned at all. */
  ignore?: RegExp
  allow: AllowEntry[]
  minConfidence: Confidence
  fingerprintSalt: string
  /** Bytes. */
  maxFileSize: number
}
