// All generated files and their texts: `npm run gen` writes them, a test compares them.
import { ruleFileJsonSchema } from '../src/rules/schema.ts'
import { REGISTRIES, registryText } from './registry.ts'

/** @returns path from the repository's root, and text. */
export function generatedFiles(): Map<string, string> {
  const files = new Map<string, string>()
  for (const registry of REGISTRIES) files.set(`${registry.folder}/index.ts`, registryText(registry))
  files.set('rules/schema.json', `${JSON.stringify(ruleFileJsonSchema(), undefined, 2)}\n`)
  return files
}
