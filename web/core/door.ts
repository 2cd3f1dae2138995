// What to know before knocking (the method, step 4): what is open, what was last spoken of, wishes, who has a role there.
// Nothing sealed is on the phone.

import type { Id } from '../notebook/contract'
import { dayIn } from './days'
import type { DayGround, Know, Stop } from './today'

/** What to know at a stop; of a courtyard itself, its own open concerns and its heads. */
export function knownAt(day: DayGround, { household, courtyard }: Pick<Stop, 'household' | 'courtyard'>): Know[] {
  if (household === null) return [...openConcerns(day, null, courtyard), ...headsOf(day, courtyard)]
  const home = day.households.get(household)
  if (!home) return []
  const roles = home.residents.flatMap(({ id: resident, name, roles: own }) =>
    own.map((role): Know => ({ kind: 'role', resident, name, role })))
  const declines: Know[] = home.declines ? [{ kind: 'declines' }] : []
  return [...declines, ...openConcerns(day, household, courtyard), ...written(day, household), ...roles]
}

function openConcerns(day: DayGround, household: Id | null, courtyard: Id): Know[] {
  const known: Know[] = []
  for (const [concern, record] of day.concerns) {
    const here = household === null ? !record.household && record.courtyard === courtyard : record.household === household
    const { number, matter, stage } = record
    if (here && stage !== 'closed') known.push({ kind: 'concern', concern, number, matter, stage })
  }
  return known
}

/** The last matter that was spoken of, and the wishes not yet fulfilled, the newest first. */
function written(day: DayGround, household: Id): Know[] {
  const entries = day.written.get(household) ?? []
  const on = (moment: string): string => dayIn(day.me.timezone, moment)
  const last = entries.find(([, entry]) => entry.matter)
  const known: Know[] = last ? [{ kind: 'last_matter', entry: last[0], on: on(last[1].began_at), text: last[1].matter ?? '' }] : []
  for (const [entry, { wish, wish_fulfilled_on, began_at }] of entries) {
    if (wish && !wish_fulfilled_on) known.push({ kind: 'wish', entry, on: on(began_at), text: wish })
  }
  return known
}

function headsOf(day: DayGround, courtyard: Id): Know[] {
  const heads = new Set(day.courtyards.get(courtyard)?.heads)
  if (heads.size === 0) return []
  return [...day.households.values()].flatMap((home) => home.residents.filter((resident) => heads.has(resident.id)))
    .map(({ id: resident, name }): Know => ({ kind: 'role', resident, name, role: 'courtyard_head' }))
}
