// Who waits for an answer: by promise, the longest late first; and the next step under the thumb.

import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ConcernRecord, Id } from '../../notebook/contract'
import { byPromise, chosen, clockBar } from '../../notebook/reading/promises'
import { missingOf, offered, stepBody, storyOf, type Written } from '../../notebook/reading/story'
import { fakeNotebook, type Fake } from './fake'
import { control, field, openAt, settled, type Open } from './mounted'
import { CONCERN, concerns, ME } from './people'

let opened: Open | undefined
let notebook: Fake
const NOW = new Date('2026-11-24T01:30:00Z')
const lamp = concerns[0]![1]
const LATE: Id = '01990000-0000-7000-8500-000000000002'
const OTHERS: Id = '01990000-0000-7000-8500-000000000003'
const CLOSED: Id = '01990000-0000-7000-8500-000000000004'
const due = (at: string): ConcernRecord['promises'] => [{ name: 'answer', due: at, known: true }]
const written = (kind: string, more: Partial<Written> = {}): Written => ({ kind, text: '', told: false, satisfaction: '', parties: '', level: '', ...more })
const sent = (): unknown[] => notebook.written.map(({ kind, body }) => [kind, body])

async function at(path: string): Promise<Open> {
  opened = await openAt(path, notebook)
  return opened
}
function allow(...can: string[]): void {
  notebook.zone.concerns.set(CONCERN, { ...notebook.zone.concerns.get(CONCERN)!, can })
}

beforeEach(() => {
  notebook = fakeNotebook()
  notebook.zone.concerns.set(LATE, { ...lamp, matter: '屋顶漏雨', promises: due('2026-11-23T10:00:00Z') })
  notebook.zone.concerns.set(OTHERS, { ...lamp, matter: '停车占道', mine: false, lead: { id: 'x', name: '孙立' }, promises: due('2026-11-24T02:00:00Z') })
  notebook.zone.concerns.set(CLOSED, { ...lamp, matter: '下水堵了', stage: 'closed', promises: [] })
})
afterEach(() => {
  opened?.page.unmount()
  opened = undefined
})

test('the longest late comes first, then what is due next, closed ones last', () => {
  const lines = byPromise(notebook.zone.concerns, NOW)
  expect(lines.map(({ id, urgency }) => [id, urgency])).toEqual([[LATE, 'late'], [OTHERS, 'soon'], [CONCERN, 'open'], [CLOSED, 'none']])
  const ids = (filter: Parameters<typeof chosen>[1]): Id[] => chosen(lines, filter).map((line) => line.id)
  expect([ids('mine'), ids('zone'), ids('late'), ids('closed')]).toEqual([[LATE, CONCERN], [OTHERS], [LATE], [CLOSED]])
})

test('the clock stands where now is between noted and due', () => {
  expect(clockBar('2026-11-24T01:00:00Z', '2026-11-24T02:00:00Z', NOW)).toEqual({ gone: 0.5, late: false })
  expect(clockBar('2026-11-23T01:00:00Z', '2026-11-24T01:00:00Z', NOW)).toEqual({ gone: 1, late: true })
})

test('lateness is said in words, and a chip shows the late ones alone', async () => {
  const { page } = await at('/concerns')
  expect(page.findAll('.concern-matter').map((one) => one.text())).toEqual(['屋顶漏雨', '院门口的路灯坏了三天，晚上看不见台阶'])
  expect(page.find('.state-late').text()).toContain('已超时 15 小时')
  await page.find('input[value="late"]').setValue()
  expect(page.findAll('.concern-matter').map((one) => one.text())).toEqual(['屋顶漏雨'])
})

test('only the steps that the server allows are chips, and of those only what a phone can write', async () => {
  allow('settle', 'call_back', 'decide', 'merge')
  expect(offered(['settle', 'call_back', 'decide', 'merge'])).toEqual(['settle', 'call_back'])
  const { page } = await at(`/concern/${CONCERN}`)
  expect(page.findAll('.composer-chip').map((one) => one.text())).toEqual(['办结', '回访'])
})

test('where nothing is allowed the page says whose steps they are', async () => {
  allow()
  const { page } = await at(`/concern/${CONCERN}`)
  expect(page.find('.composer').exists()).toBe(false)
  expect(page.text()).toContain('办理由牵头人负责')
})

test('settling asks what was done, and whether the resident was told', async () => {
  const { page } = await at(`/concern/${CONCERN}`)
  await control(page, '办结').trigger('click')
  await page.find('form').trigger('submit')
  expect(sent()).toEqual([])
  await field(page, '做了什么？').setValue('换了灯泡')
  await page.find('input[type="checkbox"]').setValue(true)
  await page.find('form').trigger('submit')
  await settled()
  expect(sent()).toEqual([['concern.step', { concern: CONCERN, kind: 'settle', text: '换了灯泡', told_resident: true }]])
})

test('a step half written survives a lock', async () => {
  const first = await at(`/concern/${CONCERN}`)
  await control(first.page, '答复居民').trigger('click')
  await field(first.page, '怎么答复居民的？').setValue('明天来修')
  notebook.lock()
  first.page.unmount()
  notebook.phase.value = 'open'
  const { page } = await at(`/concern/${CONCERN}`)
  expect((field(page, '怎么答复居民的？').element as HTMLTextAreaElement).value).toBe('明天来修')
})

test('each kind of step sends only what it asks for', () => {
  const full = written('', { text: ' 说明 ', told: true, satisfaction: 'partly', parties: '房管所、电力公司，居委会', level: 'council' })
  const body = (kind: string): unknown => stepBody(CONCERN, { ...full, kind })
  expect(body('answer')).toEqual({ concern: CONCERN, kind: 'answer', text: '说明' })
  expect(body('call_back')).toEqual({ concern: CONCERN, kind: 'call_back', text: '说明', satisfaction: 'partly' })
  expect(body('coordinate')).toEqual({ concern: CONCERN, kind: 'coordinate', text: '说明', told_resident: true, parties: ['房管所', '电力公司', '居委会'] })
  expect(body('report')).toEqual({ concern: CONCERN, kind: 'report', text: '说明', told_resident: true, level: 'council' })
  expect(stepBody(CONCERN, written('close'))).toEqual({ concern: CONCERN, kind: 'close' })
})

test('what a step still needs is named', () => {
  expect(['settle', 'answer', 'reopen', 'withdraw', 'comment'].map((kind) => missingOf(written(kind)))).toEqual(Array(5).fill(['text']))
  expect([missingOf(written('call_back')), missingOf(written('coordinate')), missingOf(written('take_in_hand'))]).toEqual([['satisfaction'], ['parties'], []])
})

test('a step on its way stands in the story with its own state', () => {
  const step = (id: string, state: 'waiting' | 'refused' | 'received') => ({
    fact: { id, kind: 'concern.step' as const, noted_at: '2026-11-24T01:20:00Z', clock: null, body: { concern: CONCERN, kind: 'answer', text: id } },
    state, receipt: null, photosWaiting: 0,
  })
  const told = storyOf(CONCERN, lamp, [step('a', 'waiting'), step('b', 'refused'), step('c', 'received')] as never, ME.name)
  expect(told.map(({ kind, text, by, state }) => [kind, text, by, state])).toEqual([
    ['note', '', ME.name, null], ['answer', 'a', ME.name, 'waiting'], ['answer', 'b', ME.name, 'refused'],
  ])
})

test('the page shows the step just written as waiting, and offers a fresh composer', async () => {
  const { page } = await at(`/concern/${CONCERN}`)
  await control(page, '答复居民').trigger('click')
  await field(page, '怎么答复居民的？').setValue('明天来修')
  await page.find('form').trigger('submit')
  await settled()
  expect(page.findAll('.story-step').at(-1)!.text()).toContain('明天来修')
  expect(page.findAll('.story-step').at(-1)!.find('.state-waiting').exists()).toBe(true)
  expect(page.findAll('.composer-chip')).toHaveLength(3)
  expect(notebook.drafts.value).toEqual([])
})

test('an unsatisfied resident is known to open it again before the step is noted', async () => {
  allow('call_back')
  const { page } = await at(`/concern/${CONCERN}`)
  await control(page, '回访').trigger('click')
  await page.find('input[value="not_satisfied"]').setValue()
  expect(page.text()).toContain('“不满意”会重新打开。')
})
