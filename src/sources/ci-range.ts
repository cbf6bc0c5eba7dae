// Which commits does this CI run bring? The base of the pull request, or what was there before the push.
import { readFileSync } from 'node:fs'
import { UserError } from '../errors.ts'
import { answerOf } from './git.ts'

type Environment = Record<string, string | undefined>

interface Service {
  name: string
  /** Variables that are set in each of its runs, and in one for a tag. */
  here: string
  tag: string
  /** What may be the base, the surest first. A branch is meant as the remote knows it. */
  bases: (env: Environment) => (string | undefined)[]
}

const SERVICES: Service[] = [
  {
    name: 'GitHub',
    here: 'GITHUB_ACTIONS',
    tag: 'GITHUB_REF_TYPE',
    bases: (env) => [branch(env['GITHUB_BASE_REF']), beforeOf(env['GITHUB_EVENT_PATH'])],
  },
  {
    name: 'GitLab',
    here: 'GITLAB_CI',
    tag: 'CI_COMMIT_TAG',
    bases: (env) => [
      env['CI_MERGE_REQUEST_DIFF_BASE_SHA'],
      branch(env['CI_MERGE_REQUEST_TARGET_BRANCH_NAME']),
      env['CI_COMMIT_BEFORE_SHA'],
      otherBranch(env['CI_DEFAULT_BRANCH'], env['CI_COMMIT_BRANCH']),
    ],
  },
  {
    name: 'Bitbucket',
    here: 'BITBUCKET_BUILD_NUMBER',
    tag: 'BITBUCKET_TAG',
    bases: (env) => [env['BITBUCKET_PR_DESTINATION_COMMIT'], branch(env['BITBUCKET_PR_DESTINATION_BRANCH'])],
  },
  {
    name: 'Azure',
    here: 'TF_BUILD',
    tag: 'BUILD_SOURCEBRANCH',
    bases: (env) => [branch(env['SYSTEM_PULLREQUEST_TARGETBRANCH'])],
  },
  {
    name: 'Buildkite',
    here: 'BUILDKITE',
    tag: 'BUILDKITE_TAG',
    bases: (env) => [branch(env['BUILDKITE_PULL_REQUEST_BASE_BRANCH'])],
  },
  {
    name: 'Jenkins',
    here: 'JENKINS_URL',
    tag: 'TAG_NAME',
    bases: (env) => [branch(env['CHANGE_TARGET']), env['GIT_PREVIOUS_SUCCESSFUL_COMMIT'], env['GIT_PREVIOUS_COMMIT']],
  },
  // It tells no base: what the default branch does not have.
  { name: 'CircleCI', here: 'CIRCLECI', tag: 'CIRCLE_TAG', bases: () => [] },
]

const branch = (name: string | undefined): string | undefined => name && `origin/${name.replace(/^refs\/heads\//, '')}`

const otherBranch = (name: string | undefined, own: string | undefined): string | undefined =>
  name === own ? undefined : branch(name)

/** Of a push, GitHub tells the commit before it in the event's file. */
function beforeOf(file: string | undefined): string | undefined {
  if (!file) return undefined
  try {
    const { before } = JSON.parse(readFileSync(file, 'utf8')) as { before?: unknown }
    return typeof before === 'string' ? before : undefined
  } catch {
    return undefined
  }
}

/** A tag names what is there already: its run may well bring no commit. */
export function isTagBuild(env: Environment): boolean {
  const tag = env[SERVICES.find(({ here }) => env[here])?.tag ?? ''] ?? ''
  // GitHub and Azure tell the kind of ref, the others the tag's name.
  return env['GITHUB_ACTIONS'] ? tag === 'tag' : env['TF_BUILD'] ? tag.startsWith('refs/tags/') : tag !== ''
}

/** @returns candidates for the base, none of them tried; the last resort is the remote's default branch. */
export function basesOf(env: Environment): string[] {
  const service = SERVICES.find(({ here }) => env[here])
  const told = (service?.bases(env) ?? []).filter((base) => base !== undefined && base !== '' && !/^0+$/.test(base))
  return [...(told as string[]), 'origin/HEAD']
}

/**
 * @returns `BASE..HEAD` with the first base that is here: a force push may have taken one away, a shallow clone all.
 * @throws UserError no-base: what cannot be found must not pass as nothing to scan
 */
export async function ciRange(cwd: string, env: Environment = process.env): Promise<string> {
  const bases = basesOf(env)
  for (const base of bases) {
    if (base.startsWith('-')) continue
    const id = await answerOf(['rev-parse', '--verify', '--quiet', `${base}^{commit}`], cwd)
    // Without the commit where both part, all of a shallow clone would look new.
    const fork = id && (await answerOf(['merge-base', id, 'HEAD'], cwd))
    if (fork) return `${id}..HEAD`
  }
  throw new UserError('no-base', bases.join(', '))
}
