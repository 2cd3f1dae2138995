// The planner's plan on Today: in its order, moved and left out as facts, without a network; without a plan, the phone's own walk.

import { afterEach, beforeEach, expect, test } from 'vitest'
import type { PlanRecord, PlanStop } from '../../notebook/contract'
import { ZoneStore } from '../../notebook/store/zone'
import { placeAt } from '../../notebook/walking/useDragging'
import { fakeNotebook, type Fake } from './fake'
import { control, openAt, settled, type Open } from './mounted'
import { COURTYARD, households, LI, WANG } from './people'

let opened: Open | undefined
let notebook: Fake

function stop(id: string, household: string, code: string): PlanStop {
  return {
    id, courtyard: COURTYARD, household, why: [{ code, params: { days: '30' } }], arrive: '09:30', minutes: 10, begins: '17:00', ends: null, skipped: null, added: false,
  }
}
const plan: PlanRecord = { day: '2026-11-24', begin: '09:00', by_hand: false, by_map: true, waiting: 0, stops: [stop('s1', LI, 'rhythm'), stop('s2', WANG, 'by_hand')] }

beforeEach(() => {
  notebook = fakeNotebook()
  notebook.zone.plans.set('p', plan)
})
afterEach(() => {
  opened?.page.unmount()
  opened = undefined
})
async function rows(): Promise<string[]> {
  opened = await openAt('/', notebook)
  await new Promise((resolve) => requestAnimationFrame(resolve))
  await settled()
  return opened.page.findAll('ol li').map((row) => row.text())
}

test('the doors stand in the order of the plan, with time, reason and what was asked for', async () => {
  const [first, second] = await rows()
  expect(first).toContain('09:30 到')
  expect(first).toContain('希望 17:00 以后来')
  expect(first).toContain('每月走访')
  expect(second).toContain('自己加的')
})

test('a door goes down by its button: a fact, offline', async () => {
  await rows()
  await opened!.page.findAll('ol li button').find((button) => button.text() === '↓')!.trigger('click')
  expect(notebook.written.map(({ kind, body }) => [kind, body])).toEqual([['plan.order', { plan: 'p', order: ['s2', 's1'] }]])
})

test('a door is left out with one of the reasons', async () => {
  await rows()
  await opened!.page.findAll('ol li button').find((button) => button.text().startsWith('今天不去'))!.trigger('click')
  await control(opened!.page, '家里人外出').trigger('click')
  expect(notebook.written.map(({ kind, body }) => [kind, body])).toEqual([['plan.skip', { stop: 's1', reason: 'away' }]])
})

test('what is put off goes to the end of the plan', async () => {
  await rows()
  await control(opened!.page, '跳过').trigger('click')
  expect(notebook.written.map(({ kind, body }) => [kind, body])).toEqual([['plan.order', { plan: 'p', order: ['s2', 's1'] }]])
})

test('another day’s plan is not today’s: the phone makes its own walk', async () => {
  notebook.zone.plans.set('p', { ...plan, day: '2026-11-25' })
  expect((await rows()).join()).not.toContain('自己加的')
})

test('what waits in the outbox is drawn upon the plan', () => {
  const store = new ZoneStore()
  const home = households.find(([id]) => id === LI)![1]
  store.take([{ t: 'plan', id: 'p', d: plan }, { t: 'household', id: 'new', d: home }])
  const item = (id: string, kind: string, body: unknown): never => ({ fact: { id, kind, noted_at: '2026-11-24T01:00:00Z', clock: null, body }, state: 'waiting', receipt: null, photosWaiting: 0 }) as never
  store.follow([
    item('f1', 'plan.skip', { stop: 's1', reason: 'weather' }),
    item('f2', 'plan.add', { day: '2026-11-24', household: 'new' }),
    item('f3', 'plan.order', { plan: 'p', order: ['f2', 's2', 's1'] }),
    item('f4', 'plan.add', { day: '2026-11-26', household: 'new' }),
  ])
  expect(store.zone.plans.get('p')!.stops.map(({ id, skipped }) => [id, skipped])).toEqual([['f2', null], ['s2', null], ['s1', 'weather']])
  expect(store.zone.plans.get('f4')!.stops.map(({ household }) => household)).toEqual(['new'])
})

test('a row is let go over the one at that height', () => {
  const list = document.createElement('ol')
  for (const bottom of [10, 20, 30]) {
    const row = document.createElement('li')
    row.getBoundingClientRect = () => ({ bottom }) as DOMRect
    list.append(row)
  }
  expect([5, 15, 99].map((height) => placeAt(list, height))).toEqual([0, 1, 2])
  expect(placeAt(undefined, 5)).toBeNull()
})
