// An entry or a concern that was refused, opened again in the form it was written in. Pure.

import type { ConcernBody, EntryBody, Fact, Moment, PhotoBody } from '../contract'
import { bodyShown } from '../store/moments'
import { concernOf, entryOf, freshEntry, type Written } from './written'

export type Refused = Fact<'entry.write'> | Fact<'concern.open'>

export function isRefusedWriting(fact: Fact): fact is Refused {
  return fact.kind === 'entry.write' || fact.kind === 'concern.open'
}

/** The form as it was filled in; what a concern did settle stands where an entry says what was done. */
export function writtenOf(fact: Refused): Written {
  const blank = freshEntry(fact.id, fact.noted_at)
  if (fact.kind === 'concern.open') {
    const body = bodyShown(fact) as ConcernBody
    return {
      ...blank, household: body.household ?? null, courtyard: body.courtyard ?? null, matter: body.matter, category: body.category, grade: body.grade,
      becomes: body.settled ? 'settled' : 'open', handling: body.settled ?? '', satisfaction: body.satisfaction ?? 'not_asked',
      people: (body.people ?? []).map(({ resident }) => resident), told: body.told_resident ?? false,
    }
  }
  const { began_at: beganAt, ended_at: endedAt = null, photos: _, ...body } = bodyShown(fact) as EntryBody
  return {
    ...blank, ...body, beganAt, endedAt, household: body.household ?? null, courtyard: body.courtyard ?? null, matter: body.matter ?? '',
    handling: body.handling ?? '', result: body.result ?? '', wish: body.wish ?? '', satisfaction: body.satisfaction ?? 'not_asked',
    important: body.important ?? false,
  }
}

/** What the form says now, as the fact it is; what it does not ask for stays as it was. */
export function bodyAgain(fact: Refused, written: Written, photos: readonly PhotoBody[], now: Moment): Refused['body'] {
  const old = bodyShown(fact)
  if (fact.kind === 'entry.write') return { ...old, ...entryOf(written, photos, now) } as EntryBody
  const { settled: _, ...kept } = old as ConcernBody
  const fresh = concernOf({ ...written, outcome: 'met', result: '', urgent: false }, fact.id)
  if (!fresh) return old
  const { matter, category, grade, courtyard, household, people, settled, satisfaction } = fresh
  return {
    ...kept, matter, category, grade, courtyard: courtyard ?? null, household: household ?? null, people: people ?? [],
    ...(settled === undefined ? {} : { settled, satisfaction: satisfaction ?? 'not_asked' }),
  }
}
