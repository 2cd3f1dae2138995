// An own entry read again: the secretary's red words and their answer, what is added below, the wish, what is promised.

import { afterEach, beforeEach, expect, test } from 'vitest'
import { fakeNotebook, type Fake } from './fake'
import { control, field, openAt, settled, type Open } from './mounted'
import { COURTYARD, ENTRY, LI } from './people'

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

test('the entry is read in handwriting’s order, with the secretary’s words in red', async () => {
  const { page } = await at(`/entry/${ENTRY}`)
  const words = page.find('article').text()
  expect(words).toContain('昨天 周一 09:10 到 09:40')
  const order = ['九道湾东巷57号院 3', '李芳说暖气不热', '当场看了阀门', '维修明天上门', '满意'].map((part) => words.indexOf(part))
  expect(order).toEqual([...order].sort((one, other) => one - other))
  expect(order[0]).toBeGreaterThan(0)
  expect(page.find('.comment .red-ink').text()).toBe('维修来过以后请再打个电话问问。')
})

test('a comment is answered below it', async () => {
  const { page } = await at(`/entry/${ENTRY}`)
  await control(page, '回复').trigger('click')
  await field(page, '您的回复').setValue('已打电话，热了')
  expect(notebook.drafts.value.map((draft) => draft.body.text)).toEqual(['已打电话，热了'])
  await page.find('.comment form').trigger('submit')
  await settled()
  const comment = notebook.zone.entries.get(ENTRY)!.comments[0]!.id
  expect(notebook.written.map((fact) => [fact.kind, fact.body])).toEqual([['comment.answer', { comment, text: '已打电话，热了' }]])
  expect(notebook.drafts.value).toEqual([])
})

test('what changed since is added below, never into it, and what was begun is there again', async () => {
  const { page } = await at(`/entry/${ENTRY}`)
  await control(page, '在下面补记').trigger('click')
  await field(page, '后来有什么变化').setValue('维修来过了')
  page.unmount()
  const again = await at(`/entry/${ENTRY}`)
  await control(again.page, '在下面补记').trigger('click')
  expect((field(again.page, '后来有什么变化').element as HTMLTextAreaElement).value).toBe('维修来过了')
  await again.page.find('input[value=correction]').setValue(true)
  await again.page.find('form').trigger('submit')
  await settled()
  expect(notebook.written.map((fact) => [fact.kind, fact.body])).toEqual([['entry.add', { entry: ENTRY, text: '维修来过了', kind: 'correction' }]])
})

test('a wish is fulfilled by one tap, today', async () => {
  const { page } = await at(`/entry/${ENTRY}`)
  await control(page, '这个心愿实现了').trigger('click')
  await settled()
  expect(notebook.written.map((fact) => [fact.kind, fact.body])).toEqual([['wish.fulfil', { entry: ENTRY, on: '2026-11-24' }]])
})

test('a refused entry says why on its own page', async () => {
  const fact = await notebook.write('entry.write', { began_at: '2026-11-24T01:00:00Z', courtyard: COURTYARD, household: LI, outcome: 'met', purposes: ['call'], matter: '暖气' })
  notebook.outbox.value = notebook.outbox.value.map((item) => ({
    ...item, state: 'refused', receipt: { id: fact.id, state: 'refused', why: { code: 'invalid', text: '结束要晚于开始。' } },
  }))
  const { page } = await at(`/entry/${fact.id}`)
  expect(page.text()).toContain('未被接受')
  expect(page.text()).toContain('结束要晚于开始。')
})

test('an entry that is not on the phone says where it is', async () => {
  const { page } = await at('/entry/unknown')
  expect(page.text()).toContain('手机里只有最近 35 天的日记')
})
