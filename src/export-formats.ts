// `unleak export`: environment variables in the syntax of those who set them. Values are data: none of them can become a command.
export interface Variable {
  name: string
  value: string
}

/** A format for `unleak export`. @throws Unwritable when its syntax cannot hold the name or the value */
export type Export = (variables: Variable[]) => string

export class Unwritable extends Error {
  /** The variable's name. */
  readonly place: string

  /** @param what of it the syntax cannot hold. */
  constructor(place: string, what: string) {
    super(what)
    this.place = place
  }
}

/** https://pubs.opengroup.org/onlinepubs/9799919799/basedefs/V1_chap03.html#tag_03_216 */
const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/

const single = (value: string, quote: string): string => `'${value.replaceAll("'", quote)}'`

/** https://docs.github.com/actions/reference/workflow-commands-for-github-actions: a delimiter that no line of the value is. */
function delimiterFor(value: string): string {
  let delimiter = 'EOF'
  while (value.split(/\r?\n/).includes(delimiter)) delimiter += '_'
  return delimiter
}

export const exports: Record<'shell' | 'powershell' | 'github-env' | 'docker', Export> = {
  shell: (variables) =>
    variables
      .map(({ name, value }) => {
        // A shell would end there, or leave it out.
        if (!NAME.test(name)) throw new Unwritable(name, 'this name')
        return `export ${name}=${single(value, String.raw`'\''`)}\n`
      })
      .join(''),
  // PowerShell takes typographic quotes for quotes too.
  powershell: (variables) =>
    variables
      .map(({ name, value }) => {
        if (/[`{}]/.test(name)) throw new Unwritable(name, 'this name')
        return `${NAME.test(name) ? `$env:${name}` : `\${env:${name}}`} = ${single(value.replace(/[\u2018-\u201b]/g, '$&$&'), "''")}\n`
      })
      .join(''),
  'github-env': (variables) =>
    variables
      .map(({ name, value }) => {
        const delimiter = delimiterFor(value)
        return `${name}<<${delimiter}\n${value}\n${delimiter}\n`
      })
      .join(''),
  // `docker run --env-file` knows no quotes and no escapes.
  docker: (variables) =>
    variables
      .map(({ name, value }) => {
        if (/[\r\n]/.test(value)) throw new Unwritable(name, 'a value of more than one line')
        return `${name}=${value}\n`
      })
      .join(''),
}
