// @vitest-environment node
import { expect, test } from 'vitest'
import { type Fields, merge } from '../../core/merging'
import { readCases } from './cases'

interface Case {
  say: string; seen: Fields; set: Fields; now: Fields; noted: Record<string, string>; at: string
  values: Fields; clashes: [string, unknown, unknown, boolean][]; times: Record<string, string>
}

const instants = (told: Record<string, string>): Record<string, number> =>
  Object.fromEntries(Object.entries(told).map(([field, at]) => [field, Date.parse(at)]))

test.each(readCases<{ cases: Case[] }>('merging').cases)('$say', (told) => {
  const { seen, set, now } = told
  const merged = merge({ seen, set, now, noted: instants(told.noted), at: Date.parse(told.at) })
  expect(merged.values).toEqual(told.values)
  expect(merged.clashes.map((clash) => [clash.field, clash.shown, clash.other, clash.theirsShown])).toEqual(told.clashes)
  expect(merged.noted).toEqual(instants(told.times))
})

test('a clash tells when each was noted', () => {
  const { clashes } = merge({ seen: { name: 'a' }, set: { name: 'b' }, now: { name: 'c' }, noted: { name: 2000 }, at: 1000 })
  expect(clashes).toEqual([{ field: 'name', shown: 'c', other: 'b', shownAt: 2000, otherAt: 1000, theirsShown: true }])
})
