// An entry as it is being written, and the facts that it becomes. Pure.

import type { ConcernBody, EntryBody, Grade, Id, Moment, Outcome, PhotoBody, Purpose, Satisfaction } from '../contract'
import type { Phrase } from '../words'

/** note: the diary alone · settled: a concern settled on the spot · open: a concern to be seen to */
export type Becomes = 'note' | 'settled' | 'open'

export interface Written {
  household: Id | null
  courtyard: Id | null
  beganAt: Moment
  endedAt: Moment | null
  /** Begun from the visit under way, so its times are the visit's. */
  ofVisit: boolean
  outcome: Outcome
  purposes: Purpose[]
  matter: string
  handling: string
  result: string
  satisfaction: Satisfaction
  important: boolean
  wish: string
  becomes: Becomes
  concern: Id
  category: string
  grade: Grade
  people: Id[]
  told: boolean
  /** The concern was queued at once, as an urgent one, before the entry was whole. */
  urgent: boolean
}

/** The fields in which words of the door stand: identity-card numbers are taken out of them before anything is kept. */
export const WORDS = ['matter', 'handling', 'result', 'wish'] as const
export const LONGEST = 4000
export const LONGEST_WISH = 200
export const MOST_PHOTOS = 9

export function freshEntry(concern: Id, beganAt: Moment): Written {
  return {
    household: null, courtyard: null, beganAt, endedAt: null, ofVisit: false, outcome: 'no_door', purposes: ['call'], matter: '', handling: '',
    result: '', satisfaction: 'not_asked', important: false, wish: '', becomes: 'note', concern, category: '', grade: 'ordinary', people: [],
    told: false, urgent: false,
  }
}

/** Whether there is nothing in it that would be missed. */
export function isEmpty(written: Written, photos: number): boolean {
  return photos === 0 && !written.urgent && WORDS.every((field) => written[field].trim() === '')
}

export function metSomebody(written: Written): boolean {
  return written.outcome === 'met' || written.outcome === 'no_door'
}

export type Wrong = Partial<Record<'matter' | 'wish' | 'place' | 'ended', Phrase>>

/** What the desk would refuse, said before it is sent: an entry needs its matter, a closed door its place (rule 4). */
export function wrongs(written: Written): Wrong {
  const wrong: Wrong = {}
  if (metSomebody(written)) {
    if (!written.matter.trim()) wrong.matter = 'write.matter_missing'
  } else if (!written.courtyard && !written.household) wrong.place = 'write.place_missing'
  if (written.wish.length > LONGEST_WISH) wrong.wish = 'write.wish_long'
  if (written.endedAt && written.endedAt <= written.beganAt) wrong.ended = 'write.ended_before'
  return wrong
}

/** The category that the purposes of the visit suggest. */
export function categoryOf(written: Written): string {
  if (written.category) return written.category
  const of: Partial<Record<Purpose, string>> = { safety: 'safety', dispute: 'dispute', policy: 'policy' }
  return written.purposes.map((purpose) => of[purpose]).find(Boolean) ?? 'other'
}

/** The entry as a fact. A visit that is still under way ends now. */
export function entryOf(written: Written, photos: readonly PhotoBody[], now: Moment): EntryBody {
  const ended = written.endedAt ?? (written.ofVisit && now > written.beganAt ? now : null)
  const met = metSomebody(written)
  return {
    began_at: written.beganAt,
    ended_at: ended,
    courtyard: written.courtyard,
    household: written.household,
    outcome: written.outcome,
    purposes: [...written.purposes],
    matter: written.matter.trim(),
    handling: written.handling.trim(),
    result: written.result.trim(),
    satisfaction: met ? written.satisfaction : 'not_asked',
    important: written.important,
    wish: written.wish.trim(),
    photos: photos.map((photo) => ({ ...photo })),
  }
}

/** The concern that the entry opens, or null where it opens none. What was done is the settling, where it was settled. */
export function concernOf(written: Written, entry: Id): ConcernBody | null {
  if (written.becomes === 'note' || written.urgent || !metSomebody(written)) return null
  const done = [written.handling, written.result].map((words) => words.trim()).filter(Boolean).join('\n')
  return {
    ...concernGround(written, written.matter.trim()),
    entry,
    ...(written.becomes === 'settled' ? { settled: done || written.matter.trim(), told_resident: true, satisfaction: written.satisfaction } : {}),
  }
}

/** The urgent concern, at once and without its entry, which may not be whole yet. */
export function urgentOf(written: Written, otherwise: string): ConcernBody {
  return { ...concernGround(written, written.matter.trim() || otherwise), grade: 'urgent' }
}

function concernGround(written: Written, matter: string): ConcernBody {
  return {
    matter,
    category: categoryOf(written),
    grade: written.grade,
    source: written.household ? 'visit' : 'found',
    courtyard: written.courtyard,
    household: written.household,
    people: written.people.map((resident) => ({ resident, part: 'raised' as const })),
    told_resident: written.told,
  }
}
