// The configuration of a project that has none.
import type { ScanConfig } from './config.ts'

/** Our own rules, where an install is not git-ignored: their templates look like what they find. */
export const OWN_RULES = /(?:^|\/)node_modules\/unleak\/(?:dist|rules)\//

export const DEFAULTS: ScanConfig = {
  ignore: OWN_RULES,
  allow: [],
  minConfidence: 'medium',
  fingerprintSalt: '',
  archives: true,
  maxFileSize: 512 * 2 ** 20,
}
