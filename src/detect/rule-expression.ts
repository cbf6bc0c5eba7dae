// The expression of a rule, as the engine runs it.
import type { CompiledRule } from '../types.ts'
import type { Watch } from './watch.ts'

/** @param mode sticky where the place of the match is known, global where it is looked for; none for a value, which it must match whole. */
export function compile(rule: CompiledRule, mode: 'y' | 'g' | '', watch: Watch): RegExp {
  const source = rule.kind === 'value' ? `^(?:${rule.source})$` : rule.source
  const expression = new RegExp(source, `d${rule.ignoreCase ? 'i' : ''}${rule.kind === 'value' ? '' : 'm'}${mode}`)
  const exec = expression.exec.bind(expression)
  const watched = watch(rule.id, exec)
  // A method of its own would be slower than that of all.
  if (watched !== exec) expression.exec = watched
  return expression
}
