// How a comment is written in a file of some kind, and where it may stand.

export interface CommentSyntax {
  open: string
  close: string
  /** False: behind a value it would become a part of the value, so it stands on the line above. */
  behind: boolean
}

const KINDS: [names: RegExp, syntax: CommentSyntax][] = [
  // Not every program that reads these knows a comment behind a value.
  [
    /(?:^|\/)(?:\.env(?:\..+)?|.+\.env|\.npmrc|\.netrc|\.pgpass|(?:Dockerfile|Containerfile|Makefile)(?:\..+)?|.+\.(?:properties|conf|cfg|mk|dockerfile))$/i,
    { open: '#', close: '', behind: false },
  ],
  [/\.ini$/i, { open: ';', close: '', behind: false }],
  [
    /\.(?:[cm]?[jt]sx?|java|c|h|cc|cpp|cxx|hpp|cs|go|rs|swift|kts?|scala|groovy|gradle|dart|php|proto|jsonc|json5|scss|less|zig|sol)$/i,
    { open: '//', close: '', behind: true },
  ],
  [
    /(?:\.(?:py|pyi|rb|sh|bash|zsh|ksh|fish|ya?ml|toml|pl|pm|r|tf|tfvars|hcl|nix|exs?|jl|psm?1|graphql|gql|cmake|cr)|(?:^|\/)(?:Gemfile|Rakefile|Vagrantfile))$/i,
    { open: '#', close: '', behind: true },
  ],
  [/\.(?:sql|lua|hs|elm)$/i, { open: '--', close: '', behind: true }],
  [/\.css$/i, { open: '/*', close: ' */', behind: true }],
  // XML forbids two dashes in a comment, so only its looser relatives are here.
  [/\.(?:html?|md|markdown)$/i, { open: '<!--', close: ' -->', behind: true }],
]

/** Nothing for a kind of file that has no comments, or whose comments are not known. */
export const commentSyntax = (path: string): CommentSyntax | undefined => KINDS.find(([names]) => names.test(path))?.[1]
