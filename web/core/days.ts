// Days and instants of a community's own time zone, by Intl. A day is text ("2026-11-24"), an instant is in milliseconds.

export const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000
const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-US-u-ca-iso8601-nu-latn', {
      timeZone: zone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit',
    })
    formats.set(zone, format)
  }
  return format
}

/** What the clocks of the zone say at an instant, as if it were UTC, in milliseconds. */
function wallAt(instant: number, zone: string): number {
  const parts: Record<string, number> = {}
  for (const { type, value } of formatOf(zone).formatToParts(instant)) if (type !== 'literal') parts[type] = Number(value)
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts
  return Date.UTC(year, month - 1, day, hour, minute, second)
}

/** No zone sets its clocks twice within so long. */
const WINDOW = 7 * DAY_MS
/** By zone and window: how far the clocks are ahead where it begins. */
const begins = new Map<string, Map<number, number>>()

/** How far the zone's clocks are ahead of UTC at an instant, in milliseconds. Intl is slow: it is asked once a window, unless the clocks are set in it. */
export function offsetAt(instant: number, zone: string): number {
  const window = Math.floor(instant / WINDOW)
  const offset = offsetWhere(window, zone)
  return offset === offsetWhere(window + 1, zone) ? offset : offsetBy(instant, zone)
}

function offsetWhere(window: number, zone: string): number {
  let windows = begins.get(zone)
  if (!windows) begins.set(zone, (windows = new Map()))
  let offset = windows.get(window)
  if (offset === undefined) windows.set(window, (offset = offsetBy(window * WINDOW, zone)))
  return offset
}

function offsetBy(instant: number, zone: string): number {
  return wallAt(instant, zone) - Math.floor(instant / 1000) * 1000
}

/** The day of an instant in the zone. */
export function dayIn(zone: string, instant: number | string | Date): string {
  const at = new Date(instant).getTime()
  return dayOfUtc(at + offsetAt(at, zone))
}

/**
 * The instant at which the zone's clocks say that time of that day ("18:00"). A time that comes twice is its first; one that is
 * skipped is counted on from before (as datetime.combine does in Python).
 */
export function instantAt(day: string, time: string, zone: string): number {
  const wall = Date.parse(`${day}T${time.length === 5 ? `${time}:00` : time}Z`)
  const before = offsetAt(wall - 24 * HOUR_MS, zone)
  const after = offsetAt(wall + 24 * HOUR_MS, zone)
  if (offsetAt(wall - before, zone) === before) return wall - before
  return offsetAt(wall - after, zone) === after ? wall - after : wall - before
}

/** The day that many days later (or before, where negative). */
export function addDays(day: string, days: number): string {
  return dayOfUtc(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS)
}

/** Whole days from one day to the other; negative where it lies before. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS)
}

/** Monday is 0, Sunday 6. */
export function weekdayOf(day: string): number {
  return (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7
}

/** The Monday of the ISO week in which the day lies (method/review.week_start). */
export function weekStart(day: string): string {
  return addDays(day, -weekdayOf(day))
}

function dayOfUtc(instant: number): string {
  return new Date(instant).toISOString().slice(0, 10)
}
