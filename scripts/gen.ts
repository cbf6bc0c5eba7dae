// Writes everything that is generated into the repository: registries and the schema of rule files.
import { writeFileSync } from 'node:fs'
import { generatedFiles } from './generated.ts'

for (const [file, text] of generatedFiles()) writeFileSync(file, text)
