// Today's walk, until the planner makes it (the method, step 4: prepare before each day's visits): where a promise or a call-back
// waits first, then who was not met for long; a courtyard is walked as one. Reasons are neutral, and nobody who declines is pressed.

import type { ConcernRecord, CourtyardRecord, EntryRecord, HouseholdRecord, Id, Me } from '../notebook/contract'
import { addDays, dayIn, daysBetween } from './days'
import { knownAt } from './door'
import { filled, inWalkingOrder } from './walking'

/** What was confirmed longer ago is to be asked again at the door, in days (the loop, step 3). */
export const STALE_AFTER = 90

export type Why =
  | { kind: 'promise'; concern: Id; name: string; due: string; late: boolean; known: boolean }
  | { kind: 'call_back'; concern: Id }
  | { kind: 'returned'; entry: Id }
  | { kind: 'welcome' }
  | { kind: 'unmet'; tried: string }
  | { kind: 'period'; last: string; days: number }
  | { kind: 'stale'; confirmed: string | null }
  | { kind: 'rhythm'; days: number }
  | { kind: 'arrival'; on: string }
  | { kind: 'by_hand' }
export type Know =
  | { kind: 'declines' }
  | { kind: 'last_matter'; entry: Id; on: string; text: string }
  | { kind: 'wish'; entry: Id; on: string; text: string }
  | { kind: 'concern'; concern: Id; number: string; matter: string; stage: string }
  | { kind: 'role'; resident: Id; name: string; role: string }
/** A household, or a courtyard itself where `household` is null. */
export interface Stop { key: string; courtyard: Id; household: Id | null; why: Why[]; know: Know[] }

export interface Ground {
  me: Pick<Me, 'timezone' | 'visit_period_days'>
  courtyards: ReadonlyMap<Id, CourtyardRecord>
  households: ReadonlyMap<Id, HouseholdRecord>
  concerns: ReadonlyMap<Id, ConcernRecord>
  entries: ReadonlyMap<Id, EntryRecord>
}
/** The ground as it is seen on a day: by household what was written, when it was visited and met, who is done for today. */
export interface DayGround extends Ground {
  now: Date
  today: string
  written: ReadonlyMap<Id, readonly [Id, EntryRecord][]>
  visited: ReadonlySet<Id>
}

/** The stops of the day in walking order, twelve to twenty where there is so much; what was visited today is left out. */
export function dayPlan(ground: Ground, now: Date): Stop[] {
  const day = groundOn(ground, now)
  const pressing = pressingStops(day)
  const calm: Stop[] = []
  for (const [id, household] of day.households) {
    if (day.visited.has(id)) continue
    const why = calmReasons(day, id, household)
    const already = pressing.get(id)
    if (already) already.why.push(...why)
    else if (why.length > 0) calm.push({ key: id, courtyard: household.courtyard, household: id, why, know: [] })
  }
  const stops = inWalkingOrder(day, filled(day, inWalkingOrder(day, [...pressing.values()]), calm))
  return stops.map((stop) => ({ ...stop, know: knownAt(day, stop) }))
}

/** The ground as it is seen now. */
export function groundOn(ground: Ground, now: Date): DayGround {
  const zone = ground.me.timezone
  const today = dayIn(zone, now)
  const written = new Map<Id, [Id, EntryRecord][]>()
  const visited = new Set<Id>()
  for (const [id, household] of ground.households) if (household.last_visit === today) visited.add(id)
  for (const [id, entry] of ground.entries) {
    if (!entry.household) continue
    if (dayIn(zone, entry.began_at) === today) visited.add(entry.household)
    const others = written.get(entry.household)
    if (others) others.push([id, entry])
    else written.set(entry.household, [[id, entry]])
  }
  for (const entries of written.values()) entries.sort(([, one], [, other]) => Date.parse(other.began_at) - Date.parse(one.began_at))
  return { ...ground, now, today, written, visited }
}

/** Where something was promised, an answer wants the resident's word, or the secretary gave an entry back; by their key. */
function pressingStops(day: DayGround): Map<string, Stop> {
  const stops = new Map<string, Stop>()
  for (const [id, concern] of day.concerns) {
    const why = concern.mine ? concernReason(day, id, concern) : null
    if (why) stopFor(day, stops, concern)?.why.push(why)
  }
  for (const [id, entry] of day.entries) {
    if (entry.returned_at) stopFor(day, stops, entry)?.why.push({ kind: 'returned', entry: id })
  }
  return stops
}

function stopFor(day: DayGround, stops: Map<string, Stop>, at: { household?: Id | null; courtyard?: Id | null }): Stop | null {
  const household = at.household ?? null
  if (household && day.visited.has(household)) return null
  const courtyard = household ? day.households.get(household)?.courtyard : at.courtyard
  if (!courtyard || !day.courtyards.has(courtyard)) return null
  const key = household ?? courtyard
  const stop = stops.get(key) ?? { key, courtyard, household, why: [], know: [] }
  stops.set(key, stop)
  return stop
}

function concernReason(day: DayGround, id: Id, concern: ConcernRecord): Why | null {
  if (concern.stage === 'settled' || concern.stage === 'answered') return { kind: 'call_back', concern: id }
  const [first] = [...concern.promises].sort((one, other) => Date.parse(one.due) - Date.parse(other.due))
  if (!first) return null
  return { kind: 'promise', concern: id, ...first, late: Date.parse(first.due) < day.now.getTime() }
}

/** Why a household is due without anything promised; nothing where it declines visits (a declined visit counts as made). */
function calmReasons(day: DayGround, id: Id, household: HouseholdRecord): Why[] {
  if (household.declines) return []
  const written = day.written.get(id) ?? []
  const dayOf = (entry?: readonly [Id, EntryRecord]): string | null => (entry ? dayIn(day.me.timezone, entry[1].began_at) : null)
  const tried = later(household.last_visit, dayOf(written[0]))
  if (tried === null) return [{ kind: 'welcome' }]
  const met = later(household.last_met, dayOf(written.find(([, entry]) => entry.outcome === 'met' || entry.outcome === 'declined')))
  const days = met === null ? Infinity : daysBetween(met, day.today)
  const why: Why[] = []
  if (days >= day.me.visit_period_days) {
    if (met === null || met < tried) why.push({ kind: 'unmet', tried })
    if (met !== null) why.push({ kind: 'period', last: met, days })
  }
  const confirmed = earliest([household.confirmed_on, ...household.residents.map((resident) => resident.confirmed_on)])
  if (confirmed === null || confirmed <= addDays(day.today, -STALE_AFTER)) why.push({ kind: 'stale', confirmed })
  return why
}

function later(one: string | null, other: string | null): string | null {
  return one !== null && (other === null || one >= other) ? one : other
}

/** The earliest of the days; null where one is not known. */
function earliest(days: (string | null)[]): string | null {
  return days.reduce((one, other) => (one === null || other === null ? null : one < other ? one : other), '9999-12-31')
}
