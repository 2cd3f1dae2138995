// The working calendar of an office (minqing/method/calendar.py): which days it works, and when its duty hours end. A year whose
// calendar was not announced is answered with plain weekends, and `knows` says so.

import { addDays, dayIn, instantAt, weekdayOf } from './days'

/** Longer than any holiday that was ever announced; beyond it the calendar was entered wrongly, in days. */
const LONGEST_SEARCH = 92

export interface Calendar {
  zone: string
  /** "08:30", "18:00" */
  duty: readonly [start: string, end: string]
  known: ReadonlySet<number>
  off: ReadonlySet<string>
  /** Weekend days that are worked. */
  on: ReadonlySet<string>
  /** The office's own rows: they win, in unknown years too. */
  overrides: ReadonlyMap<string, boolean>
}

/** The calendar that comes with `me`: what is off and what is worked, the office's own rows included. */
export function calendarOf(me: { timezone: string; duty: [string, string]; calendar: { known: number[]; off: string[]; on: string[] } }): Calendar {
  const { known, off, on } = me.calendar
  const overrides = new Map<string, boolean>([...off.map((day) => [day, false] as const), ...on.map((day) => [day, true] as const)])
  return { zone: me.timezone, duty: me.duty, known: new Set(known), off: new Set(off), on: new Set(on), overrides }
}

export function isWorking(calendar: Calendar, day: string): boolean {
  const own = calendar.overrides.get(day)
  if (own !== undefined) return own
  const weekday = weekdayOf(day) < 5
  if (!calendar.known.has(Number(day.slice(0, 4)))) return weekday
  return calendar.on.has(day) || (weekday && !calendar.off.has(day))
}

/** Whether every day between, both included, lies in a known year. */
export function knowsAll(calendar: Calendar, first: string, last: string): boolean {
  for (let year = Number(first.slice(0, 4)); year <= Number(last.slice(0, 4)); year += 1) if (!calendar.known.has(year)) return false
  return true
}

/** The first working day after `day`. Throws RangeError where none comes for a quarter of a year. */
export function nextWorkingDay(calendar: Calendar, day: string): string {
  for (let distance = 1; distance <= LONGEST_SEARCH; distance += 1) {
    const found = addDays(day, distance)
    if (isWorking(calendar, found)) return found
  }
  throw new RangeError(`The working calendar has no working day in the ${LONGEST_SEARCH} days after ${day}.`)
}

/** When duty hours end on that day, whether or not it works. */
export function endOfDuty(calendar: Calendar, day: string): number {
  return instantAt(day, calendar.duty[1], calendar.zone)
}

export function dayOf(calendar: Calendar, at: number): string {
  return dayIn(calendar.zone, at)
}
