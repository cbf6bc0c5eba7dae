// Puts a sentence beside a part of a schema: editors show it while a file is written.
import * as z from 'zod/mini'

export function about<T extends z.ZodMiniType>(type: T, description: string): T {
  z.globalRegistry.add(type, { description })
  return type
}
