// `unleak completion`: the script for a shell, and the lists that it asks for.
import { bash } from '../completion/bash.ts'
import { fish } from '../completion/fish.ts'
import { places } from '../completion/places.ts'
import { zsh } from '../completion/zsh.ts'
import { EXIT } from '../errors.ts'
import { generators } from '../generate/kinds/index.ts'
import { standardOutput } from '../main.ts'
import { loadRules } from '../rules-file.ts'

const SHELLS = { bash, zsh, fish }

const LISTS = {
  // From the compiled rules: their texts, which are ten times as much, are not read.
  rules: () => {
    const { rules } = loadRules()
    return Array.from({ length: rules.length }, (_, index) => rules.at(index)!.id)
  },
  types: () => Object.keys(generators),
}

export function completionCommand(wanted: keyof typeof SHELLS | keyof typeof LISTS): number {
  const text =
    wanted in LISTS
      ? `${LISTS[wanted as keyof typeof LISTS]().join('\n')}\n`
      : SHELLS[wanted as keyof typeof SHELLS](places())
  standardOutput().write(text)
  return EXIT.clean
}
