// Today: the next door on top, one tap begins, the walk goes on, the hours are honest.

import { afterEach, beforeEach, expect, test } from 'vitest'
import { fakeNotebook, type Fake } from './fake'
import { control, openAt, settled, type Open } from './mounted'
import { COURTYARD, LI, WANG } from './people'

let opened: Open | undefined
let notebook: Fake

async function at(path: string): Promise<Open> {
  opened = await openAt(path, notebook)
  return opened
}

beforeEach(() => {
  notebook = fakeNotebook()
})
afterEach(() => {
  opened?.page.unmount()
  opened = undefined
})

test('the next door says where, who, why and what to know', async () => {
  const { page } = await at('/')
  const next = page.find('section[aria-label=下一户]')
  expect(next.find('h2').text()).toBe('九道湾东巷57号院 1')
  expect(next.text()).toContain('王秀兰、李建国 等 3 人')
  expect(next.text()).toContain('今天 周二 18:00 前办结')
  expect(next.text()).toContain('还剩 8 小时')
  expect(next.text()).toContain('院门口的路灯坏了三天')
})

test('one tap begins the visit, which is then on top with its minutes; one tap ends it', async () => {
  const { page } = await at('/')
  await control(page, '到门口了').trigger('click')
  await settled()
  expect(notebook.visit.value).toEqual({ household: WANG, courtyard: COURTYARD, beganAt: '2026-11-24T01:30:00.000Z', endedAt: null })
  const visit = page.find('section[aria-label=正在走访]')
  expect(visit.find('[role=timer]').text()).toBe('1 分钟')
  expect(visit.find('a.button-first').attributes('href')).toBe(`/write?household=${WANG}`)
  notebook.at = new Date('2026-11-24T02:00:00Z')
  await control(page, '结束').trigger('click')
  await settled()
  expect(notebook.visit.value?.endedAt).toBe('2026-11-24T02:00:00.000Z')
  expect(page.find('section[aria-label=正在走访]').find('[role=timer]').text()).toBe('30 分钟')
})

test('what is put off comes last today, and is kept with the other drafts', async () => {
  const { page } = await at('/')
  await control(page, '跳过').trigger('click')
  await settled()
  expect(page.find('section[aria-label=下一户] h2').text()).not.toBe('九道湾东巷57号院 1')
  expect(notebook.drafts.value.map((draft) => [draft.kind, draft.body])).toEqual([['day', { day: '2026-11-24', skipped: [WANG] }]])
  page.unmount()
  const again = await at('/')
  expect(again.page.findAll('ol li').at(-1)!.text()).toContain('九道湾东巷57号院 1')
  again.page.unmount()
  notebook.at = new Date('2026-11-25T01:30:00Z')
  const tomorrow = await at('/')
  expect(tomorrow.page.find('section[aria-label=下一户] h2').text()).toBe('九道湾东巷57号院 1')
})

test('the hours of the week count what was written with its end, and say what is missing', async () => {
  const { page } = await at('/')
  expect(page.text()).toContain('0 小时 30 分 / 20 小时')
  expect(page.text()).toContain('还差 19 小时 30 分')
  const [id, entry] = [...notebook.zone.entries][0]!
  notebook.zone.entries.set(`${id}-2`, { ...entry, began_at: '2026-11-24T00:00:00Z', ended_at: null })
  await settled()
  expect(page.text()).toContain('0 小时 30 分 / 20 小时')
})

test('drafts of entries are listed with their first words', async () => {
  notebook.drafts.value = [{
    id: 'd', kind: 'entry', startedAt: '2026-11-23T01:00:00Z', changedAt: '2026-11-23T01:00:00Z', body: { matter: '暖气', household: LI, courtyard: COURTYARD }, photos: [],
  }]
  const { page, router } = await at('/')
  expect(router.currentRoute.value.name).toBe('today')
  expect(control(page, '暖气').attributes('href')).toContain('draft=d')
})

test('what waits and what was received is a line, and a count on the bar', async () => {
  await notebook.write('wish.fulfil', { entry: 'x', on: '2026-11-24' })
  const { page } = await at('/')
  expect(page.find('.outbox-line').text()).toContain('1 条待发送 · 0 条已收到')
  expect(page.find('nav').text()).toContain('1 条待发送')
})

test('what was received has left the outbox and is still counted', async () => {
  const fact = await notebook.write('wish.fulfil', { entry: 'x', on: '2026-11-24' })
  const item = { ...notebook.outbox.value[0]!, state: 'received' as const, receipt: { id: fact.id, state: 'received' as const } }
  notebook.receivedLately = async () => [item]
  notebook.outbox.value = []
  const { page } = await at('/')
  expect(page.find('.outbox-line').text()).toContain('0 条待发送 · 1 条已收到')
})

test('a zone without anybody due says so and leads to the zone', async () => {
  notebook = fakeNotebook()
  notebook.zone.households.clear()
  notebook.zone.concerns.clear()
  const { page } = await at('/')
  expect(page.text()).toContain('今天没有要走访的。')
  expect(control(page, '看看片区').attributes('href')).toContain('/zone')
})
