// The tests run the built program, as its users do.
import { existsSync } from 'node:fs'

export default function check(): void {
  if (!existsSync('dist/cli.cjs')) throw new Error('dist is missing: npm run build')
}
