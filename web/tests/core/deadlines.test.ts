// @vitest-environment node
import { expect, test } from 'vitest'
import { type Calendar, calendarOf, isWorking, nextWorkingDay } from '../../core/calendar'
import { PROMISES_BY_GRADE, promisesDue } from '../../core/deadlines'
import type { Grade } from '../../notebook/contract'
import { readCases } from './cases'

interface Parts { zone: string; duty: [string, string]; known_years: number[]; off_days: string[]; workdays: string[]; overrides: Record<string, boolean> }
interface Case { say: string; grade: Grade; at: string; calendar?: Partial<Parts>; due: Record<string, string>; calendar_known: boolean }
const FILE = readCases<{ calendar: Parts; cases: Case[] }>('deadlines')

function calendarFrom(parts: Parts): Calendar {
  return {
    zone: parts.zone, duty: parts.duty, known: new Set(parts.known_years), off: new Set(parts.off_days), on: new Set(parts.workdays),
    overrides: new Map(Object.entries(parts.overrides)),
  }
}

/** As it comes with `me`: the office's own rows told among what is off and on. */
function asSent(parts: Parts): Calendar {
  const off = new Set(parts.off_days)
  const on = new Set(parts.workdays)
  for (const [day, works] of Object.entries(parts.overrides)) {
    ;(works ? off : on).delete(day)
    ;(works ? on : off).add(day)
  }
  return calendarOf({ timezone: parts.zone, duty: parts.duty, calendar: { known: parts.known_years, off: [...off], on: [...on] } })
}

test.each(FILE.cases)('$grade: $say', (told) => {
  const parts = { ...FILE.calendar, ...told.calendar }
  for (const calendar of [calendarFrom(parts), asSent(parts)]) {
    const promises = promisesDue(told.grade, Date.parse(told.at), calendar)
    expect(Object.fromEntries(promises.map(({ name, due }) => [name, due]))).toEqual(
      Object.fromEntries(Object.entries(told.due).map(([name, due]) => [name, Date.parse(due)])))
    expect(promises.map(({ name }) => name)).toEqual(PROMISES_BY_GRADE[told.grade])
    expect(promises.every(({ known }) => known)).toBe(told.calendar_known)
  }
})

test('only the promise that reaches into the unknown year is provisional', () => {
  const promises = promisesDue('difficult', Date.parse('2026-12-31T16:00:00+08:00'), calendarFrom(FILE.calendar))
  expect(promises.map(({ name, known }) => [name, known])).toEqual([['coordinate', true], ['answer', false]])
})

test('a single row of the office is followed in a year that nobody announced', () => {
  const calendar = calendarFrom({ ...FILE.calendar, overrides: { '2027-01-04': false, '2027-01-09': true } })
  expect(['2027-01-04', '2027-01-05', '2027-01-09', '2027-01-10'].map((day) => isWorking(calendar, day))).toEqual([false, true, true, false])
})

test('a calendar without a working day for a quarter of a year was entered wrongly', () => {
  const off = Array.from({ length: 120 }, (_, n) => new Date(Date.UTC(2026, 0, 1 + n)).toISOString().slice(0, 10))
  const calendar = calendarFrom({ ...FILE.calendar, off_days: off, workdays: [] })
  expect(() => nextWorkingDay(calendar, '2026-01-01')).toThrow(RangeError)
})
