// @vitest-environment node
import { expect, test } from 'vitest'
import { hoursByWeek, mergedSpans, type Moments, weekSoFar } from '../../core/week'
import { readCases } from './cases'

interface Case { say: string; zone: string; spans: Moments[]; weeks: Record<string, number> }

test.each(readCases<{ cases: Case[] }>('hours').cases)('$say', ({ zone, spans, weeks }) => {
  const minutes = [...hoursByWeek(spans, zone)].map(([monday, visited]) => [monday, visited / 60_000])
  expect(Object.fromEntries(minutes)).toEqual(weeks)
})

const AT = { zone: 'Asia/Shanghai', now: new Date('2026-11-24T12:00:00+08:00'), targetHours: 20 }
const visit = (began: string, ended: string | null): { began_at: string; ended_at: string | null } =>
  ({ began_at: `2026-11-${began}:00+08:00`, ended_at: ended && `2026-11-${ended}:00+08:00` })

test('the week so far is measured against twenty hours', () => {
  const entries = [visit('23T09:00', '23T12:00'), visit('24T09:00', '24T10:30'), visit('20T09:00', '20T12:00')]
  expect(weekSoFar(entries, AT)).toEqual({ monday: '2026-11-23', visited: 4.5 * 3_600_000, target: 20 * 3_600_000, missing: 15.5 * 3_600_000, reached: false })
})

test('the target is reached at twenty hours, and nothing is missing beyond', () => {
  const full = weekSoFar([visit('23T00:00', '23T20:00')], AT)
  expect([full.missing, full.reached]).toEqual([0, true])
  expect(weekSoFar([visit('23T00:00', '24T00:00')], AT).missing).toBe(0)
})

test('a visit under way and one that would end before it began are not counted', () => {
  expect(weekSoFar([visit('24T09:00', null), visit('24T10:00', '24T09:00')], AT).visited).toBe(0)
  expect(() => mergedSpans([['2026-11-24T10:00:00Z', '2026-11-24T09:00:00Z']])).toThrow(RangeError)
})

test('the week turns in the office’s own time, not in the phone’s', () => {
  const monday = new Date('2026-11-22T16:30:00Z')
  expect(weekSoFar([], { ...AT, now: monday }).monday).toBe('2026-11-23')
  expect(weekSoFar([], { ...AT, now: monday, zone: 'UTC' }).monday).toBe('2026-11-16')
})
