// Writes everything that is generated into the repository: registries, schemas, rule pages, the table of the README.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { generatedCode, generatedFiles } from './generated.ts'

for (const [file, text] of generatedCode()) writeFileSync(file, text)
const files = await generatedFiles()
rmSync('docs/rules', { recursive: true, force: true })
mkdirSync('docs/rules', { recursive: true })
mkdirSync('man', { recursive: true })
for (const [file, text] of files) writeFileSync(file, text)
