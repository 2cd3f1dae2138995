// In which order a day's stops are walked, and how many they are: until the planner knows the ways, by courtyard and lane.

import type { Id } from '../notebook/contract'
import { dayIn } from './days'
import { compareReading } from './reading'
import type { DayGround, Stop, Why } from './today'

export const LEAST_STOPS = 12
export const MOST_STOPS = 20
const NEVER = '9999-12-31'
/** In which order households without a promise are chosen. */
const CALM: Record<Why['kind'], number> = { promise: 0, call_back: 0, returned: 0, welcome: 1, unmet: 2, period: 3, stale: 4, rhythm: 1, arrival: 1, by_hand: 1 }

/**
 * By courtyard: those with the promise due on the nearest day first, then other pressing ones, then the rest; at the same
 * point by lane and address. In a courtyard what was promised first, then home by home.
 */
export function inWalkingOrder(day: DayGround, stops: readonly Stop[]): Stop[] {
  const groups = new Map<Id, Stop[]>()
  for (const stop of stops) groups.set(stop.courtyard, [...(groups.get(stop.courtyard) ?? []), stop])
  const ordered = [...groups.entries()].map(([courtyard, here]) => ({ courtyard, here, due: dueOf(day, here), level: levelOf(here) }))
  ordered.sort((one, other) => compare(one.due, other.due) || one.level - other.level || comparePlaces(day, one.courtyard, other.courtyard))
  return ordered.flatMap(({ here }) => here.sort((one, other) => compareStops(day, one, other)))
}

/**
 * The pressing stops, at most twenty, filled up with calm ones: homes in courtyards that are walked anyway, up to twenty, and
 * other courtyards while there are fewer than twelve, those of lanes walked anyway first.
 */
export function filled(day: DayGround, pressing: readonly Stop[], calm: readonly Stop[]): Stop[] {
  const stops = pressing.slice(0, MOST_STOPS)
  const waiting = new Map<Id, Stop[]>()
  for (const stop of [...calm].sort(compareNeed)) waiting.set(stop.courtyard, [...(waiting.get(stop.courtyard) ?? []), stop])
  const take = (courtyard: Id): void => {
    stops.push(...(waiting.get(courtyard) ?? []).slice(0, MOST_STOPS - stops.length))
    waiting.delete(courtyard)
  }
  for (const { courtyard } of pressing) take(courtyard)
  while (stops.length < LEAST_STOPS && waiting.size > 0) {
    const lanes = new Set(stops.map(({ courtyard }) => laneOf(day, courtyard)))
    const [next] = [...waiting.entries()].sort(([one, first], [other, second]) =>
      Number(lanes.has(laneOf(day, other))) - Number(lanes.has(laneOf(day, one)))
      || compareNeed(first[0] as Stop, second[0] as Stop) || comparePlaces(day, one, other))
    take((next as [Id, Stop[]])[0])
  }
  return stops
}

function laneOf(day: DayGround, courtyard: Id): string {
  return day.courtyards.get(courtyard)?.lane ?? ''
}

function dueOf(day: DayGround, stops: readonly Stop[]): string {
  const dues = stops.flatMap((stop) => stop.why.flatMap((why) => (why.kind === 'promise' ? [dayIn(day.me.timezone, why.due)] : [])))
  return dues.reduce((one, other) => (one < other ? one : other), NEVER)
}

function levelOf(stops: readonly Stop[]): number {
  return stops.some((stop) => stop.why.some((why) => CALM[why.kind] === 0)) ? 0 : 1
}

function compareStops(day: DayGround, one: Stop, other: Stop): number {
  const home = (stop: Stop): { floor: number; unit: string } => {
    const household = stop.household ? day.households.get(stop.household) : undefined
    return { floor: household?.floor ?? 0, unit: household?.unit ?? '' }
  }
  return compare(dueOf(day, [one]), dueOf(day, [other])) || levelOf([one]) - levelOf([other])
    || home(one).floor - home(other).floor || compareReading(home(one).unit, home(other).unit) || compare(one.key, other.key)
}

function comparePlaces(day: DayGround, one: Id, other: Id): number {
  const name = (courtyard: Id): string => day.courtyards.get(courtyard)?.name ?? ''
  return compareReading(laneOf(day, one), laneOf(day, other)) || compareReading(name(one), name(other)) || compare(one, other)
}

/** The newly arrived first, then whom one has not met for the longest. */
function compareNeed(one: Stop, other: Stop): number {
  const need = (stop: Stop): Why => stop.why[0] as Why
  const since = (why: Why): string => {
    if (why.kind === 'unmet') return why.tried
    if (why.kind === 'period') return why.last
    return why.kind === 'stale' ? (why.confirmed ?? '') : ''
  }
  return CALM[need(one).kind] - CALM[need(other).kind] || compare(since(need(one)), since(need(other))) || compare(one.key, other.key)
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}
