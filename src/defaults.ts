// The configuration of a project that has none.
import type { ScanConfig } from './config.ts'

export const DEFAULTS: ScanConfig = {
  allow: [],
  minConfidence: 'medium',
  fingerprintSalt: '',
  maxFileSize: 512 * 2 ** 20,
}
