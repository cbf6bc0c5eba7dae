// The burned list as something that finds its values. Pure.
import type { BurnedEntry } from './burned-list.ts'
import { targetOf } from './digest.ts'
import { createFinder } from './finder.ts'
import type { Target } from './finder.ts'
import type { FindKnown, KnownValue } from './matcher.ts'

export const findBurnedValues = (entries: BurnedEntry[]): FindKnown =>
  createFinder(
    entries.flatMap(({ salt, date, forms }) => {
      const value: KnownValue = { kind: 'burned', reason: `rotated away on ${date}` }
      return forms.map((form) => targetOf(salt, form, value)).filter((target): target is Target<KnownValue> => !!target)
    }),
  )
