// When what was promised is due (rule 6 of the method; minqing/method/deadlines.py, the same cases). What the phone shows until
// the desk's own promises arrive.

import type { Grade } from '../notebook/contract'
import { type Calendar, dayOf, endOfDuty, isWorking, knowsAll, nextWorkingDay } from './calendar'
import { addDays } from './days'

export const ACKNOWLEDGE_WITHIN_MS = 30 * 60_000
export const ANSWER_WITHIN_DAYS = 7

export type PromiseName = 'acknowledge' | 'coordinate' | 'settle' | 'answer'
/** `due` in milliseconds; `known` is false where it reaches into a year whose calendar is not announced: provisional. */
export interface PromiseDue { name: PromiseName; due: number; known: boolean }

export const PROMISES_BY_GRADE: Readonly<Record<Grade, readonly PromiseName[]>> = {
  ordinary: ['settle'],
  difficult: ['coordinate', 'answer'],
  urgent: ['acknowledge', 'coordinate', 'answer'],
  policy: ['answer'],
}

/** The promises that a concern of this grade gives that is noted at `at` (milliseconds), in the order to be kept. */
export function promisesDue(grade: Grade, at: number, calendar: Calendar): PromiseDue[] {
  return PROMISES_BY_GRADE[grade].map((name) => promise(name, at, calendar))
}

function promise(name: PromiseName, at: number, calendar: Calendar): PromiseDue {
  // At any hour, so no calendar is asked.
  if (name === 'acknowledge') return { name, due: at + ACKNOWLEDGE_WITHIN_MS, known: true }
  const noted = dayOf(calendar, at)
  const sameDay = sameDayDue(at, calendar)
  if (name !== 'answer') return { name, due: endOfDuty(calendar, sameDay), known: knowsAll(calendar, noted, sameDay) }
  const day = weekDue(at, calendar)
  const seventh = addDays(noted, ANSWER_WITHIN_DAYS)
  return { name, due: endOfDuty(calendar, day), known: knowsAll(calendar, noted, day > seventh ? day : seventh) }
}

/** The same working day; noted after its duty hours (their last second is within) or on a day off, the next. */
function sameDayDue(at: number, calendar: Calendar): string {
  const noted = dayOf(calendar, at)
  return isWorking(calendar, noted) && at <= endOfDuty(calendar, noted) ? noted : nextWorkingDay(calendar, noted)
}

/** The seventh day after; if that is off, the last working day before it; never before an ordinary concern would be due. */
function weekDue(at: number, calendar: Calendar): string {
  const ordinary = sameDayDue(at, calendar)
  for (let day = addDays(dayOf(calendar, at), ANSWER_WITHIN_DAYS); day >= ordinary; day = addDays(day, -1)) {
    if (isWorking(calendar, day)) return day
  }
  return ordinary
}
