// The configuration of a project that has none.
import type { ScanConfig } from './config.ts'

export const DEFAULTS: ScanConfig = {
  // Our own rules, where an install is not git-ignored: their templates look like what they find.
  ignore: /(?:^|\/)node_modules\/unleak\/(?:dist|rules)\//,
  allow: [],
  minConfidence: 'medium',
  fingerprintSalt: '',
  archives: true,
  maxFileSize: 512 * 2 ** 20,
}
