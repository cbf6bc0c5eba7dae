// A secret in a file: the pending and the previous version are whole files outside of every repository, readable by their owner alone.
import { existsSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { replaceFile, syncDirectory } from '../durable.ts'
import { UserError } from '../errors.ts'
import { FormatError } from '../formats/format-error.ts'
import { opaqueValue } from '../formats/opaque.ts'
import { stateName } from '../rotate/state-directory.ts'
import { decodeText } from '../rotate/text.ts'
import { stateDirectoryNamed, stateHome } from '../state-home.ts'
import type { Item } from './store.ts'

export interface Content {
  /** The value in a file's text. */
  read: (text: string) => string | undefined
  /** The text with another value, all else as it was. @throws FormatError */
  write: (text: string, value: string) => string | Promise<string>
}

/** @param file full path */
export function fileItem(file: string, content: Content): Item {
  // Beside the file somebody would commit them.
  const directory = path.join(stateHome(), 'stores')
  const kept = (kind: string): string => path.join(directory, `${stateName(file)}.${kind}`)
  const [pending, previous] = [kept('pending'), kept('previous')]
  const textOf = (): string => {
    if (!existsSync(file)) return ''
    const text = decodeText(readFileSync(file))
    if (text === undefined) throw new UserError('store', file, 'it is no text in UTF-8')
    return text
  }
  return {
    get: async () => content.read(textOf()),
    async putPending(value) {
      const text = await written(file, textOf(), content, value)
      stateDirectoryNamed('stores')
      replaceFile(pending, Buffer.from(text))
    },
    async promote() {
      if (!existsSync(pending)) return
      if (existsSync(file)) replaceFile(previous, readFileSync(file))
      // With the mode and the owner of the file, not of the pending one.
      replaceFile(file, readFileSync(pending))
      rmSync(pending)
    },
    async rollback() {
      if (existsSync(pending)) rmSync(pending)
      else if (existsSync(previous)) {
        replaceFile(file, readFileSync(previous))
        rmSync(previous)
      }
      if (existsSync(directory)) syncDirectory(directory)
    },
    async versions() {
      const known = [
        ['current', file],
        ['pending', pending],
        ['previous', previous],
      ] as const
      return known.filter(([, name]) => existsSync(name)).map(([version]) => version)
    },
  }
}

/** Never over a value that is encrypted, or points to another place. @throws UserError store */
async function written(file: string, text: string, content: Content, value: string): Promise<string> {
  try {
    const opaque = opaqueValue(content.read(text) ?? '')
    if (opaque !== undefined) throw new UserError('store', file, `what stands there is ${opaque}`)
    return await content.write(text, value)
  } catch (error) {
    if (error instanceof FormatError) throw new UserError('store', file, error.message)
    throw error
  }
}
