// Visiting hours, measured from visits (minqing/method/hours.py, the same cases): what overlaps counts once, and a visit over
// Sunday midnight is divided between the weeks. Nothing else is measured.

import { addDays, dayIn, instantAt, weekStart } from './days'

export type Moments = readonly [start: string, end: string]
type Instants = [start: number, end: number]

/** One week so far: visited, target and what is missing, in whole milliseconds. */
export interface WeekOfHours { monday: string; visited: number; target: number; missing: number; reached: boolean }

/** The spans in order, overlapping and touching ones joined. Throws RangeError where one ends before it starts. */
export function mergedSpans(spans: Iterable<Moments>): Instants[] {
  const sorted = Array.from(spans, ([start, end]): Instants => [Date.parse(start), Date.parse(end)])
  const joined: Instants[] = []
  for (const [start, end] of sorted.sort((one, other) => one[0] - other[0] || one[1] - other[1])) {
    if (!(end >= start)) throw new RangeError('A visit cannot end before it starts.')
    const last = joined.at(-1)
    if (last && start <= last[1]) last[1] = Math.max(last[1], end)
    else joined.push([start, end])
  }
  return joined
}

/** Milliseconds visited in each ISO week, by its Monday, in the zone's own time. */
export function hoursByWeek(spans: Iterable<Moments>, zone: string): Map<string, number> {
  const covered = new Map<string, number>()
  for (const [from, end] of mergedSpans(spans)) {
    let start = from
    let monday = weekStart(dayIn(zone, start))
    do {
      const turn = instantAt(addDays(monday, 7), '00:00', zone)
      covered.set(monday, (covered.get(monday) ?? 0) + Math.max(Math.min(end, turn) - start, 0))
      start = Math.min(end, turn)
      if (start < end) monday = addDays(monday, 7)
    } while (start < end)
  }
  return covered
}

/**
 * The week in which `now` lies, from one's own entries. A visit that has not ended is not counted yet, and one whose end was
 * written before its beginning not at all.
 */
export function weekSoFar(
  entries: Iterable<{ began_at: string; ended_at?: string | null }>,
  { zone, now, targetHours }: { zone: string; now: Date; targetHours: number },
): WeekOfHours {
  const spans: Moments[] = []
  for (const { began_at, ended_at } of entries) {
    if (ended_at && Date.parse(ended_at) >= Date.parse(began_at)) spans.push([began_at, ended_at])
  }
  const monday = weekStart(dayIn(zone, now))
  const visited = hoursByWeek(spans, zone).get(monday) ?? 0
  const target = targetHours * 3_600_000
  return { monday, visited, target, missing: Math.max(target - visited, 0), reached: visited >= target }
}
