// The planner's plan as the walk of Today: its order and reasons; what was left out, done or gone is not in it.

import { expect, test } from 'vitest'
import { moved, plannedStops, planOf } from '../../core/planned'
import { groundOn } from '../../core/today'
import type { PlanRecord, PlanStop } from '../../notebook/contract'
import { concern, entry, ground, household, NOW, promised } from './ground'

function stop(id: string, home: string | null, code: string, params: Record<string, string> = {}, more: Partial<PlanStop> = {}): PlanStop {
  return {
    id, courtyard: 'east9', household: home, why: [{ code, params }], arrive: '09:00', minutes: 10, begins: null, ends: null, skipped: null, added: false, ...more,
  }
}
function plan(...stops: PlanStop[]): PlanRecord {
  return { day: '2026-11-24', begin: '09:00', by_hand: false, by_map: true, waiting: 0, stops }
}
const homes = { a: household('east9', '1'), b: household('east9', '2'), c: household('east57', '1') }

test('the doors come in the order of the plan, with its reasons', () => {
  const day = groundOn(ground({ households: homes }), NOW)
  const stops = plannedStops(plan(stop('1', 'c', 'rhythm', { days: '30' }), stop('2', 'a', 'unmet')), day)
  expect(stops.map(({ key, why }) => [key, why])).toEqual([['c', [{ kind: 'rhythm', days: 30 }]], ['a', [{ kind: 'welcome' }]]])
})

test('what was left out, visited today or is no longer on the phone is passed over', () => {
  const at = ground({ households: homes, entries: { e: entry('b', '2026-11-24T01:00:00Z') } })
  const left = stop('1', 'a', 'stale', {}, { skipped: 'away' })
  expect(plannedStops(plan(left, stop('2', 'b', 'stale'), stop('3', 'gone', 'stale'), stop('4', 'c', 'stale')), groundOn(at, NOW)).map(({ key }) => key))
    .toEqual(['c'])
})

test('a promise is told as it stands now; one that was kept since is no reason', () => {
  const concerns = { k: concern({ household: 'a' }, { promises: promised('2026-11-24T10:00:00Z') }), kept: concern({ household: 'b' }) }
  const day = groundOn(ground({ households: homes, concerns }), NOW)
  const [first, second] = plannedStops(plan(stop('1', 'a', 'promise', { of: 'k' }), stop('2', 'b', 'promise', { of: 'kept' })), day)
  expect(first?.why).toEqual([{ kind: 'promise', concern: 'k', name: 'settle', due: '2026-11-24T10:00:00Z', known: true, late: false }])
  expect(second?.why).toEqual([])
})

test('a reason that this program does not know is not shown', () => {
  const [first] = plannedStops(plan(stop('1', 'a', 'moon')), groundOn(ground({ households: homes }), NOW))
  expect(first?.why).toEqual([])
})

test('a courtyard itself can be a stop', () => {
  const [first] = plannedStops(plan(stop('1', null, 'by_hand')), groundOn(ground({}), NOW))
  expect([first?.key, first?.household, first?.why]).toEqual(['east9', null, [{ kind: 'by_hand' }]])
})

test('a door is moved among those that are shown; the others keep their places', () => {
  const made = plan(stop('1', 'a', 'stale'), stop('2', 'b', 'stale', {}, { skipped: 'away' }), stop('3', 'c', 'stale'))
  const shown = plannedStops(made, groundOn(ground({ households: homes }), NOW))
  expect(moved(made, shown, 0, 1)).toEqual(['3', '2', '1'])
})

test('the plan of the day is found, and none where there is none', () => {
  const plans = new Map([['p', plan()]])
  expect([planOf(plans, '2026-11-24')?.[0], planOf(plans, '2026-11-25')]).toEqual(['p', null])
})
