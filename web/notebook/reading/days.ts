// Days as the calendar counts them (`2026-11-24`), in the community's own time.

import { dayIn as dayInZone } from '../../core/days'
import type { Day } from '../contract'

export { daysBetween } from '../../core/days'

/** The calendar day of an instant in a time zone. */
export function dayIn(moment: Date, timezone: string): Day {
  return dayInZone(timezone, moment)
}

/** The first day of the quarter of a day: the period in which every household is to be met once (element 3). */
export function quarterStart(day: Day): Day {
  const month = Number(day.slice(5, 7))
  return `${day.slice(0, 4)}-${String(3 * Math.floor((month - 1) / 3) + 1).padStart(2, '0')}-01`
}

/** Completed years on a day for a whole day of birth; null where it is known in part only. */
export function ageOn(born: string, day: Day): number | null {
  if (born.length !== 10) return null
  const years = Number(day.slice(0, 4)) - Number(born.slice(0, 4))
  return day.slice(5) < born.slice(5) ? years - 1 : years
}

/** `1966-05-08`, `1966-05` or `1966`, as it may be written by hand (1966.5.8, 1966年5月); null where it is none of them. */
export function bornAsWritten(text: string, today: Day): string | null {
  const plain = text.normalize('NFKC').trim()
  if (plain === '') return ''
  const parts = /^(\d{4})(?:[-./年 ]+(\d{1,2})(?:[-./月 ]+(\d{1,2})日?)?)?[-./年月 ]*$/.exec(plain) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(plain)
  if (!parts) return null
  const [, year, month, day] = parts
  const born = [year, month?.padStart(2, '0'), day?.padStart(2, '0')].filter(Boolean).join('-')
  const whole = `${born}-01-01`.slice(0, 10)
  const there = new Date(`${whole}T00:00:00Z`)
  if (Number.isNaN(there.getTime()) || there.toISOString().slice(0, 10) !== whole) return null
  return whole > today || Number(year) < Number(today.slice(0, 4)) - 130 ? null : born
}
