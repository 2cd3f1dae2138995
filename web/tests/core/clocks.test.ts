// @vitest-environment node
import { expect, test } from 'vitest'
import { isRight, notedTime, shifted, TOLERANCE_MS } from '../../core/clocks'
import { readCases } from './cases'

interface Case {
  say: string; noted_at: string; offset_ms: number | null; contact_at: string | null; sent_at: string; received_at: string
  state: string; at: string; lower: string; upper: string; promises_from: string; others: Record<string, string>
}

test.each(readCases<{ cases: Case[] }>('clocks').cases)('$say', (told) => {
  const notedAt = Date.parse(told.noted_at)
  const taken = notedTime({
    notedAt, sentAt: Date.parse(told.sent_at), offsetAtContactMs: told.offset_ms, receivedAt: Date.parse(told.received_at),
    contactAt: told.contact_at === null ? null : Date.parse(told.contact_at),
  })
  expect(taken).toEqual({
    state: told.state, at: Date.parse(told.at), lower: Date.parse(told.lower), upper: Date.parse(told.upper),
    promisesFrom: Date.parse(told.promises_from),
  })
  for (const [moment, asTaken] of Object.entries(told.others)) {
    expect(new Date(shifted(Date.parse(moment), notedAt, taken)).toISOString()).toBe(asTaken)
  }
})

test('a clock is right up to two minutes, either way', () => {
  expect([0, TOLERANCE_MS, -TOLERANCE_MS, TOLERANCE_MS + 1, -TOLERANCE_MS - 1].map(isRight)).toEqual([true, true, true, false, false])
})
