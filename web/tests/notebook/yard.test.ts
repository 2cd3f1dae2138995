// A courtyard's plan in the hand: homes are opened by a tap, a hazard is noted where it is tapped, offline.

import { afterEach, beforeEach, expect, test } from 'vitest'
import type { OutboxItem } from '../../notebook/house'
import { inOrder, isOverdue, needsWords } from '../../notebook/reading/fixtures'
import { draw, type Picture } from '../../notebook/store/overlay/draw'
import type { RecordKinds } from '../../notebook/contract'
import { fakeNotebook, type Fake } from './fake'
import { control, field, openAt, settled, type Open } from './mounted'
import { COURTYARD } from './people'

let opened: Open | undefined
let notebook: Fake
const fixture = { id: 'f1', kind: 'extinguisher', note: '院门内', x: 10, y: 20, floor: null, noted_on: '2026-01-01', checked_on: null, check_by: '2026-11-01' }

beforeEach(() => {
  notebook = fakeNotebook()
  const yard = notebook.zone.courtyards.get(COURTYARD)!
  const dwelling = [...notebook.zone.households.values()].find((one) => one.courtyard === COURTYARD)!.dwelling
  const room = { id: 'a', kind: 'room' as const, x: 0, y: 0, w: 300, h: 400 }
  notebook.zone.courtyards.set(COURTYARD, {
    ...yard,
    plan: { number: 1, shapes: [{ ...room, dwelling, text: '3' }, { ...room, id: 'b', x: 400, text: '邻片' }], entrances: [] },
    fixtures: [fixture],
  })
})
afterEach(() => {
  opened?.page.unmount()
  opened = undefined
})

test('a home on the plan is named and leads to its household; one of another zone is only a place', async () => {
  opened = await openAt(`/courtyard/${COURTYARD}`, notebook)
  await settled()
  const homes = opened.page.findAll('.yard-plan [role=link]')
  expect(homes.length).toBe(1)
  expect(opened.page.find('.yard-plan').text()).toContain('邻片')
  await homes[0]!.trigger('click')
  await settled()
  expect(opened.router.currentRoute.value.name).toBe('household')
}, 20_000)

test('a check that is overdue says so in words', async () => {
  opened = await openAt(`/courtyard/${COURTYARD}`, notebook)
  await settled()
  expect(opened.page.text()).toContain('检查已过期')
  expect([isOverdue(fixture, '2026-11-01'), isOverdue(fixture, '2026-11-02')]).toEqual([false, true])
})

test('a hazard is noted as a fact; one without a word of what it is asks for it', async () => {
  opened = await openAt(`/courtyard/${COURTYARD}`, notebook)
  await settled()
  await control(opened.page, '在这里记一处隐患').trigger('click')
  await opened.page.find('form input[value=problem]').setValue()
  await opened.page.find('form').trigger('submit')
  expect(notebook.written).toEqual([])
  expect(opened.page.text()).toContain('请写明是什么')
  await field(opened.page, '用文字说明').setValue('院墙裂了')
  await opened.page.find('form').trigger('submit')
  await settled()
  expect(notebook.written.map(({ kind, body }) => [kind, body])).toEqual([
    ['fixture.place', { courtyard: COURTYARD, kind: 'problem', note: '院墙裂了' }],
  ])
})

test('what waits in the outbox stands in the courtyard at once, once', () => {
  const yard: RecordKinds['courtyard'] = { kind: 'courtyard', name: '1号院', lane: '', building: null, heads: [], plan: null, fixtures: [fixture] }
  const records = new Map<string, unknown>([[COURTYARD, yard]])
  const picture = { get: (_: string, id: string) => records.get(id), put: (_: string, id: string, record: unknown) => records.set(id, record) } as unknown as Picture
  const item = {
    fact: { id: 'f2', kind: 'fixture.place', noted_at: '2026-11-24T02:00:00.000Z', clock: null, body: { courtyard: COURTYARD, kind: 'dog', x: 5, y: 6 } },
    state: 'waiting', receipt: null, photosWaiting: 0,
  } as unknown as OutboxItem
  draw([item, item], null, picture)
  const found = (records.get(COURTYARD) as RecordKinds['courtyard']).fixtures
  expect(found?.map((one) => [one.id, one.kind, one.x, one.noted_on])).toEqual([['f1', 'extinguisher', 10, '2026-01-01'], ['f2', 'dog', 5, '2026-11-24']])
})

test('what is to be checked first stands first', () => {
  const plain = { ...fixture, check_by: null, id: 'a' }
  expect(inOrder([plain, { ...fixture, id: 'b', check_by: '2027-01-01' }, fixture]).map((one) => one.id)).toEqual(['f1', 'b', 'a'])
  expect([needsWords('problem', ' '), needsWords('dog', ''), needsWords('other', 'x')]).toEqual([true, false, false])
})
