// The part of the errors' table that tells of rotations, stores and the journal.
import type { Text } from './error-texts.ts'

export const ROTATION = {
  'rotate-locked': (holder: string) => ({
    message: `${holder} is rotating in this project`,
    next: 'Wait until it has ended, and try again.',
  }),
  'rotate-moved': (file: string) => ({
    message: `${file} changed since the plan was made; nothing was written`,
    next: 'Look at the plan again: unleak rotate, without --apply',
  }),
  'rotate-changed': (file: string, rotation: string) => ({
    message: `${file} holds neither the old nor the new content of rotation ${rotation}; it was left alone`,
    next: `Undo your change of it, then: unleak rotate --resume, or unleak rotate --rollback ${rotation}`,
    exit: 3,
  }),
  'rotate-closed': (file: string) => ({
    message: `${file} is read-only; nothing was written`,
    next: `Open it, and try again: chmod u+w ${file}`,
    exit: 3,
  }),
  'rotate-ended': (rotation: string) => ({
    message: `rotation ${rotation} is done, or was being ended: its old values are gone, it cannot be rolled back`,
    next: 'Rotate once more instead.',
  }),
  'rotate-unfinished': (rotation: string) => ({
    message: `rotation ${rotation} was interrupted`,
    next: 'Finish it: unleak rotate --resume   Or undo it: unleak rotate --rollback',
  }),
  'rotate-none': (id: string) => ({
    message: id === '' ? 'there is no rotation that can be undone or ended' : `there is no rotation ${id}`,
    next: 'See all: unleak audit-log',
  }),
  'rotate-target': (target: string, problem: string) => ({
    message: `${target}: ${problem}`,
    next: "Name a finding's fingerprint, a key (APP_SECRET), FILE:KEY, or - for a value on standard input.",
  }),
  'rotate-refused': (problem: string, next: string) => ({ message: problem, next }),
  store: (place: string, problem: string) => ({ message: `${place}: ${problem}`, next: 'Nothing was written.' }),
  'no-store': (reference: string) => ({
    message: `${reference} names no store`,
    next: 'Name one: .env:KEY, .env,.env.local:KEY, secrets.json:database.password',
  }),
  'journal-broken': (file: string, line: string) => ({
    message: `${file}:${line}: the journal of rotations was changed by somebody else`,
    next: 'Keep a copy of it for whoever investigates, then move it away to go on.',
    exit: 3,
  }),
  'no-state': (directory: string, code: string) => ({
    message: `${directory} cannot be made (${code}); nothing was changed`,
    next: 'Set XDG_STATE_HOME to a directory of your own: rotations keep there what a crash must not lose.',
    exit: 3,
  }),
  'disk-full': (file: string) => ({
    message: `no space left to write ${file}; nothing was changed`,
    next: 'Free some space and try again.',
    exit: 3,
  }),
} satisfies Record<string, (...args: string[]) => Text>
