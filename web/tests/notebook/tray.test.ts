// The outbox tells the truth: each thing its own state, and of what was refused the ways out.

import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Fact, FactBodies, FactKind, Receipt, RefusalCode } from '../../notebook/contract'
import type { FactState, OutboxItem } from '../../notebook/house'
import { countsOf, editableOf, rewritten, textOf, waysOut } from '../../notebook/reading/tray'
import { fakeNotebook, type Fake } from './fake'
import { control, field, openAt, settled, type Open } from './mounted'
import { COURTYARD, ENTRY, households, LI, WANG } from './people'

let opened: Open | undefined
let notebook: Fake
let number = 0
const li = households.find(([id]) => id === LI)![1].residents[0]!
const ENTRY_BODY: FactBodies['entry.write'] = { began_at: '2026-11-24T01:00:00.000Z', household: WANG, outcome: 'met', purposes: ['call'], matter: '路灯坏了三天' }

function item<K extends FactKind>(kind: K, body: FactBodies[K], state: FactState = 'waiting', more: Partial<Receipt> = {}): OutboxItem {
  number += 1
  const fact: Fact<K> = { id: `fact-${number}`, kind, noted_at: `2026-11-24T01:0${number % 10}:00Z`, clock: null, body }
  const receipt = state === 'waiting' || state === 'sending' ? null : { id: fact.id, state, ...more }
  return { fact, state, receipt, photosWaiting: 0 } as unknown as OutboxItem
}
const refused = <K extends FactKind>(kind: K, body: FactBodies[K], code: RefusalCode, why: { text?: string; fields?: Record<string, string> } = {}): OutboxItem =>
  item(kind, body, 'refused', { why: { code, text: '', ...why } })

async function look(...items: OutboxItem[]): Promise<Open> {
  notebook.outbox.value = items
  opened = await openAt('/outbox', notebook)
  return opened
}

beforeEach(() => {
  notebook = fakeNotebook()
})
afterEach(() => {
  vi.useRealTimers()
  opened?.page.unmount()
  opened = undefined
})

test('everything is counted by its state, and shows it in words', async () => {
  const items = [item('entry.write', ENTRY_BODY), item('household.confirm', { household: WANG }, 'sending'), item('household.confirm', { household: LI }, 'received'),
    item('household.confirm', { household: LI }, 'handed', { to: '孙立' }), refused('household.confirm', { household: LI }, 'missing')]
  expect(countsOf(items)).toEqual({ waiting: 1, sending: 1, received: 1, handed: 1, refused: 1 })
  const { page } = await look(...items)
  const text = page.text()
  for (const words of ['1 条未被接受', '1 条待发送', '1 条发送中', '1 条已转交', '1 条已收到', '已转交 孙立', '近几天已收到（1）']) expect(text).toContain(words)
})

test('what has left the outbox can still be looked up for some days', async () => {
  notebook.receivedLately = async () => [item('entry.write', ENTRY_BODY, 'received', { noted_at: '2026-11-23T01:00:00Z' }), item('household.confirm', { household: LI }, 'handed', { to: '孙立' })]
  const { page } = await look()
  for (const words of ['1 条已收到', '近几天已收到（1）', '路灯坏了三天', '已转交 孙立']) expect(page.text()).toContain(words)
})

test('what is invalid is put right, what is another’s goes to its keeper, and everything can be discarded', () => {
  const step: FactBodies['concern.step'] = { concern: 'c', kind: 'answer', text: '好' }
  expect(waysOut(refused('entry.write', ENTRY_BODY, 'invalid'))).toEqual(['write', 'discard'])
  expect(waysOut(refused('concern.step', step, 'invalid'))).toEqual(['words', 'discard'])
  expect(waysOut(refused('resident.correct', { resident: li.id, seen: {}, set: {} }, 'invalid'))).toEqual(['person', 'discard'])
  expect(waysOut(refused('household.add', { courtyard: COURTYARD, people: [] }, 'invalid'))).toEqual(['home', 'discard'])
  expect(waysOut(refused('concern.step', step, 'not_yours'))).toEqual(['hand', 'discard'])
  for (const code of ['missing', 'id_taken', 'erased', 'closed', 'unknown_kind'] as const) expect(waysOut(refused('concern.step', step, code)), code).toEqual(['discard'])
  expect(waysOut(item('concern.step', step))).toEqual([])
})

test('a refused entry opens the form it was written in, with its text and the server’s words by field, and is sent again', async () => {
  const one = refused('entry.write', { ...ENTRY_BODY, handling: '报了修', important: true }, 'invalid', { text: '有内容需要改正。', fields: { matter: '写得太长。' } })
  const correct = vi.spyOn(notebook, 'correct')
  const { page, router } = await look(one)
  expect(page.text()).toContain('事由：写得太长。')
  await control(page, '改正').trigger('click')
  await settled()
  expect(router.currentRoute.value.name).toBe('write-again')
  expect(page.text()).toContain('事由：写得太长。')
  expect((field(page, '什么事？').element as HTMLTextAreaElement).value).toBe('路灯坏了三天')
  await field(page, '什么事？').setValue('路灯坏了')
  expect(notebook.drafts.value).toHaveLength(1)
  await page.find('form').trigger('submit')
  await settled()
  expect(correct.mock.calls).toEqual([[one.fact.id, {
    ...ENTRY_BODY, matter: '路灯坏了', handling: '报了修', important: true, courtyard: null, ended_at: null, result: '', satisfaction: 'not_asked', wish: '', photos: [],
  }]])
  expect([notebook.drafts.value, notebook.written, router.currentRoute.value.name]).toEqual([[], [], 'outbox'])
})

test('a refused concern opens the same form, keeps what it does not ask for, and may still be settled', async () => {
  const body: FactBodies['concern.open'] = { matter: '水管漏', category: 'utilities', grade: 'ordinary', source: 'visit', entry: 'e', household: WANG, courtyard: COURTYARD }
  const one = refused('concern.open', body, 'invalid')
  const correct = vi.spyOn(notebook, 'correct')
  const { page } = await look(one)
  await control(page, '改正').trigger('click')
  await settled()
  await control(page, '当场办结').find('input').setValue(true)
  await field(page, '怎么处理的').setValue('换了垫圈')
  await page.find('form').trigger('submit')
  await settled()
  expect(correct.mock.calls).toEqual([[one.fact.id, { ...body, people: [], settled: '换了垫圈', satisfaction: 'not_asked' }]])
})

test('a step’s words are kept in a small form of their own, and sent again', async () => {
  const one = refused('concern.step', { concern: 'c', kind: 'answer', text: '好好' }, 'invalid', { fields: { text: '写得太长。' } })
  const correct = vi.spyOn(notebook, 'correct')
  const { page } = await look(one)
  await control(page, '改正').trigger('click')
  await page.find('form textarea').setValue('好')
  await page.find('form').trigger('submit')
  await settled()
  expect(correct.mock.calls).toEqual([[one.fact.id, { concern: 'c', kind: 'answer', text: '好' }]])
})

test('a refused correction opens the person’s form, and keeps what was seen', async () => {
  const one = refused('resident.correct', { resident: li.id, seen: { phones: ['13900000004'] }, set: { phones: ['1390'] } }, 'invalid', { fields: { phones: '不是电话号码。' } })
  const correct = vi.spyOn(notebook, 'correct')
  const { page } = await look(one)
  await control(page, '改正').trigger('click')
  expect((field(page, '电话').element as HTMLTextAreaElement).value).toBe('1390')
  await field(page, '电话').setValue('13900000005')
  await page.find('form').trigger('submit')
  await settled()
  expect(correct.mock.calls).toEqual([[one.fact.id, { resident: li.id, seen: { phones: ['13900000004'] }, set: { phones: ['13900000005'] } }]])
})

test('a refused household opens its own form, and is corrected there', async () => {
  const one = refused('household.add', { courtyard: COURTYARD, unit: '9', people: [{ id: 'p', name: '周小满' }] }, 'invalid')
  const correct = vi.spyOn(notebook, 'correct')
  const { page } = await look(one)
  await control(page, '改正').trigger('click')
  await settled()
  await field(page, '房号').setValue('19')
  await page.find('form').trigger('submit')
  await settled()
  expect(correct.mock.calls.map(([id, body]) => [id, (body as FactBodies['household.add']).unit])).toEqual([[one.fact.id, '19']])
  expect(notebook.written).toEqual([])
})

test('what is another’s now is given to the new keeper', async () => {
  const one = refused('household.confirm', { household: LI }, 'not_yours', { text: '这一户现在由孙立负责。' })
  const hand = vi.spyOn(notebook, 'hand')
  const { page } = await look(one)
  expect(page.text()).toContain('这一户现在由孙立负责。')
  await control(page, '转给新的负责人').trigger('click')
  expect(hand.mock.calls).toEqual([[one.fact.id]])
})

test('discarding is asked about, can be had back for ten seconds, and then is done', async () => {
  const one = refused('entry.write', ENTRY_BODY, 'closed')
  const discard = vi.spyOn(notebook, 'discard')
  const { page } = await look(one)
  const twice = async (): Promise<void> => {
    await control(page, '丢弃').trigger('click')
    await control(page, '确认丢弃').trigger('click')
  }
  vi.useFakeTimers()
  await twice()
  vi.advanceTimersByTime(9_900)
  await control(page, '撤销').trigger('click')
  vi.advanceTimersByTime(20_000)
  expect(discard).not.toHaveBeenCalled()
  await twice()
  vi.advanceTimersByTime(10_000)
  expect(discard.mock.calls).toEqual([[one.fact.id]])
})

test('a notebook locked within the ten seconds discards nothing', async () => {
  const discard = vi.spyOn(notebook, 'discard')
  const { page } = await look(refused('entry.write', ENTRY_BODY, 'closed'))
  vi.useFakeTimers()
  await control(page, '丢弃').trigger('click')
  await control(page, '确认丢弃').trigger('click')
  notebook.lock()
  vi.advanceTimersByTime(10_000)
  expect(discard).not.toHaveBeenCalled()
})

test('an unsure time is asked for between its bounds, in the community’s own clock', async () => {
  const doubt = notebook.newId()
  notebook.zone.doubts.set(doubt, {
    fact: ENTRY, kind: 'entry.write', subject: ENTRY, device_at: '2026-11-22T02:00:00Z', lower: '2026-11-23T01:00:30Z', upper: '2026-11-23T09:00:00Z', taken: '2026-11-23T09:00:00Z',
  })
  const { page } = await look()
  const time = field(page, '实际时间')
  expect((time.element as HTMLInputElement).value).toBe('2026-11-23T17:00')
  await time.setValue('2026-11-22T10:00')
  await page.find('form').trigger('submit')
  expect(page.text()).toContain('请选择两者之间的时间。')
  await time.setValue('2026-11-23T09:00')
  await page.find('form').trigger('submit')
  await settled()
  // The minute of the lower bound is allowed, and means the bound.
  expect(notebook.written.map(({ kind, body }) => [kind, body])).toEqual([['clock.confirm', { doubt, noted_at: '2026-11-23T01:00:30.000Z' }]])
})

test('what others wrote about my zone is taken up, or put aside with a reason', async () => {
  const [one, other] = [notebook.newId(), notebook.newId()]
  for (const id of [one, other]) notebook.zone.handed.set(id, { kind: 'concern.open', from: '孙立', noted_at: '2026-11-23T02:00:00Z', household: LI, text: '楼道堆物' })
  const { page } = await look()
  expect(page.text()).toContain('来自 孙立')
  await control(page, '接手').trigger('click')
  await control(page, '搁置').trigger('click')
  await page.find('form').trigger('submit')
  expect(page.text()).toContain('请写明理由。')
  await field(page, '为什么搁置？').setValue('已经清走')
  await page.find('form').trigger('submit')
  await settled()
  expect(notebook.written.map(({ kind, body }) => [kind, body])).toEqual([['handed.take', { handed: one }], ['handed.drop', { handed: one, reason: '已经清走' }]])
})

test('every text of a fact can be rewritten, moments and days among them', () => {
  const fact = item('wish.fulfil', { entry: ENTRY, on: '2026-11-20', text: '学会了' }).fact
  expect(editableOf(fact)).toEqual([{ field: 'text', type: 'text', value: '学会了' }, { field: 'on', type: 'day', value: '2026-11-20' }])
  expect(rewritten(fact, [{ field: 'on', type: 'day', value: '2026-11-21' }])).toEqual({ entry: ENTRY, on: '2026-11-21', text: '学会了' })
  expect(textOf(item('fact.hand', { fact }).fact)).toBe('学会了')
})
