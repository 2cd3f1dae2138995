// What is promised at the door, before the server has counted it: rule 6 by the calendar that the phone has.

import { calendarOf } from '../../core/calendar'
import { promisesDue } from '../../core/deadlines'
import type { Grade, Me } from '../contract'

export interface Promised { name: string; due: string; known: boolean }

/** The promise that the resident may be told: the last to be kept, for what comes before is between offices. */
export function promisedAt(me: Me | null, grade: Grade, now: Date): Promised | null {
  if (!me) return null
  const last = promisesDue(grade, now.getTime(), calendarOf(me)).at(-1)
  return last ? { name: last.name, due: new Date(last.due).toISOString(), known: last.known } : null
}
