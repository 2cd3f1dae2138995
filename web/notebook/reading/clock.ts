// A time field shows the community's wall clock, whatever zone the phone stands in.

import { instantAt } from '../../core/days'
import type { Moment } from '../contract'

/** `2026-11-24T09:12`: an instant as a datetime-local field shows it. */
export function fieldOf(moment: Moment, timezone: string): string {
  const words = new Intl.DateTimeFormat('sv-SE', { timeZone: timezone, dateStyle: 'short', timeStyle: 'short' }).format(new Date(moment))
  return words.replace(' ', 'T')
}

/** The instant that a field's wall clock means; null where it is not filled in. */
export function momentOf(field: string, timezone: string): Moment | null {
  const [day = '', time = ''] = field.split('T')
  const instant = instantAt(day, time, timezone)
  return Number.isNaN(instant) ? null : new Date(instant).toISOString()
}
