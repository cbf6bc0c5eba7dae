// The library: scan text or files from a program of your own.
export { scanFiles, scanRange, scanStaged, scanText } from './library.ts'
export type { LibraryOptions } from './library.ts'
export { SecretText } from './secret-text.ts'
export { UserError } from './errors.ts'
export type { Confidence, Finding, Frame, Range, ScanResult, Severity, Skipped } from './types.ts'
