// `unleak export`: environment variables in the syntax of those who set them. Values are data: none of them can become a command.
export interface Variable {
  name: string
  value: string
}

/** A format for `unleak export`. @throws Unwritable when its syntax cannot hold the value */
export type Export = (variables: Variable[]) => string

export class Unwritable extends Error {}

const single = (value: string, quote: string): string => `'${value.replaceAll("'", quote)}'`

/** https://docs.github.com/actions/reference/workflow-commands-for-github-actions: a delimiter that no line of the value is. */
function delimiterFor(value: string): string {
  let delimiter = 'EOF'
  while (value.split(/\r?\n/).includes(delimiter)) delimiter += '_'
  return delimiter
}

export const exports: Record<'shell' | 'powershell' | 'github-env' | 'docker', Export> = {
  shell: (variables) =>
    variables.map(({ name, value }) => `export ${name}=${single(value, String.raw`'\''`)}\n`).join(''),
  // PowerShell takes typographic quotes for quotes too.
  powershell: (variables) =>
    variables.map(({ name, value }) => `$env:${name} = '${value.replace(/['\u2018-\u201b]/g, '$&$&')}'\n`).join(''),
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
        if (/[\r\n]/.test(value)) throw new Unwritable(name)
        return `${name}=${value}\n`
      })
      .join(''),
}
