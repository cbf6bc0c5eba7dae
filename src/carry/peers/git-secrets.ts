// git-secrets: patterns of the repository's git configuration, and .gitallowed. https://github.com/awslabs/git-secrets
import { readGit, startGit } from '../../sources/git.ts'
import { fromForeign, withoutFlag } from '../expression.ts'
import { firstFile } from '../files.ts'
import { attempt, empty } from '../peer.ts'
import type { Carried, Peer } from '../peer.ts'

/** What `git secrets --register-aws` writes; our rules for AWS find the same. */
const AWS = /AKIA|AWS|aws_?secret|EXAMPLEKEY/

export const peer: Peer = {
  name: 'git-secrets',
  home: 'https://github.com/awslabs/git-secrets',
  async read(root) {
    const carried = empty('git config secrets.*')
    for (const [index, expression] of (await settings(root, 'secrets.patterns')).entries()) {
      if (AWS.test(expression)) carried.lost.push(`pattern "${expression}": the rules of unleak for AWS take its place`)
      else carried.rules.push({ name: `git-secrets ${index + 1}`, expression, keywords: [], group: 0 })
    }
    allow(carried, await settings(root, 'secrets.allowed'))
    for (const provider of await settings(root, 'secrets.providers'))
      carried.lost.push(`provider "${provider}": it is a command, and is not run; see "known" in the README`)
    const file = firstFile(root, ['.gitallowed'])
    const found = [carried]
    if (file) {
      const own = empty(file.name)
      allow(
        own,
        file.text.split(/\r?\n/).filter((line) => line.trim() !== '' && !line.startsWith('#')),
      )
      found.push(own)
    }
    return found.filter(({ allow: entries, rules, lost }) => entries.length + rules.length + lost.length > 0)
  },
}

/** Theirs are tried on the whole line with its path, ours on the secret alone: what spoke of the rest allows nothing here. */
function allow(carried: Carried, texts: string[]): void {
  for (const text of texts.filter((one) => !AWS.test(one)))
    attempt(carried, `allowed "${text}"`, () =>
      carried.allow.push({ values: [withoutFlag(fromForeign(text))], reason: `from ${carried.from}: allowed there` }),
    )
}

async function settings(root: string, key: string): Promise<string[]> {
  // Exit code 1: there is none.
  const answer = await readGit(startGit(['config', '--local', '-z', '--get-all', key], root)).catch(() => '')
  return answer.toString().split('\0').filter(Boolean)
}
