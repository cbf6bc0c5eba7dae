// `unleak compare`: are two secrets the same?
import { EXIT } from '../errors.ts'
import { compareDigest } from '../generate/compare.ts'
import { utf8 } from '../generate/encode.ts'
import { readSecrets } from '../secret-input.ts'

/** @returns the exit code: `clean` when they are equal */
export async function compareCommand(): Promise<number> {
  const [one, other] = await readSecrets(['First secret (it is not shown): ', 'Second secret: '])
  const equal = compareDigest(utf8(one!), utf8(other!))
  process.stdout.write(equal ? 'equal\n' : 'different\n')
  return equal ? EXIT.clean : EXIT.findings
}
