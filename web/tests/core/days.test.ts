// @vitest-environment node
import { expect, test } from 'vitest'
import { addDays, dayIn, daysBetween, instantAt, weekdayOf, weekStart } from '../../core/days'

test.each([
  ['2026-11-24', '18:00', 'Asia/Shanghai', '2026-11-24T10:00:00.000Z'],
  ['2026-11-24', '08:30:15', 'Asia/Shanghai', '2026-11-24T00:30:15.000Z'],
  ['2026-07-01', '00:00', 'Europe/Berlin', '2026-06-30T22:00:00.000Z'],
  // A time that summer time skips is counted on from before; one that comes twice is its first.
  ['2026-03-08', '02:30', 'America/New_York', '2026-03-08T07:30:00.000Z'],
  ['2026-11-01', '01:30', 'America/New_York', '2026-11-01T05:30:00.000Z'],
  ['2026-11-01', '03:00', 'America/New_York', '2026-11-01T08:00:00.000Z'],
])('%s %s in %s', (day, time, zone, instant) => {
  expect(new Date(instantAt(day, time, zone)).toISOString()).toBe(instant)
})

test('the day is that of the zone', () => {
  expect(dayIn('Asia/Shanghai', '2026-11-23T16:00:00.000Z')).toBe('2026-11-24')
  expect(dayIn('Asia/Shanghai', '2026-11-23T15:59:59.999Z')).toBe('2026-11-23')
  expect(dayIn('UTC', new Date('2026-11-23T16:00:00.000Z'))).toBe('2026-11-23')
  expect(dayIn('Asia/Shanghai', Date.UTC(2026, 11, 31, 16))).toBe('2027-01-01')
})

test('days are counted over months, years and the change of clocks', () => {
  expect([addDays('2026-02-27', 2), addDays('2026-01-01', -1), addDays('2028-02-28', 1)]).toEqual(['2026-03-01', '2025-12-31', '2028-02-29'])
  expect([daysBetween('2026-03-01', '2026-04-01'), daysBetween('2026-11-24', '2026-11-20'), daysBetween('2026-11-24', '2026-11-24')]).toEqual([31, -4, 0])
})

test('a week begins on Monday', () => {
  expect(['2026-11-23', '2026-11-29'].map(weekdayOf)).toEqual([0, 6])
  expect(['2026-11-22', '2026-11-23', '2026-11-29'].map(weekStart)).toEqual(['2026-11-16', '2026-11-23', '2026-11-23'])
})
