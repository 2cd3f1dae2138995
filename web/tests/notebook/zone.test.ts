// My zone without network: what each courtyard waits for, and anybody found by what a person remembers of them.

import { afterEach, beforeEach, expect, test } from 'vitest'
import { findIn } from '../../notebook/reading/finding'
import { courtyardLines, isToBeMet } from '../../notebook/reading/homes'
import { fakeNotebook, type Fake } from './fake'
import { control, field, openAt, settled, type Open } from './mounted'
import { CHEN, COURTYARD, households, LI, WANG } from './people'

let opened: Open | undefined
let notebook: Fake
const TODAY = '2026-11-24'
const named = (query: string): string[] => findIn(notebook.zone, query).people.map((line) => line.name)

beforeEach(() => {
  notebook = fakeNotebook()
})
afterEach(() => {
  opened?.page.unmount()
  opened = undefined
})

test('a courtyard tells its households, its open concerns and who is not yet met this quarter', () => {
  const lines = courtyardLines(notebook.zone, TODAY)
  expect(lines.map(({ name, households: homes, open, notMet }) => [name, homes, open, notMet])).toEqual([
    ['九道湾东巷57号院', 2, 1, 1],
    ['九道湾东巷59号院', 1, 0, 1],
  ])
})

test('a courtyard where nobody is written down stands apart from those that are walked', async () => {
  notebook.zone.courtyards.set('empty', { ...notebook.zone.courtyards.get(COURTYARD)!, name: '空院1号院' })
  opened = await openAt('/zone', notebook)
  const rows = opened.page.findAll('.zone-yards > ul .yard-name').map((one) => one.text())
  expect(rows).toEqual(['九道湾东巷57号院', '九道湾东巷59号院'])
  expect(opened.page.find('details').text()).toContain('还没有登记住户的楼门院（1）')
  expect(opened.page.findAll('details .yard-name').map((one) => one.text())).toEqual(['空院1号院'])
})

test('who declines visits is not to be met: a declined visit counts as made', () => {
  const chen = households.find(([id]) => id === CHEN)![1]
  expect([isToBeMet(chen, TODAY), isToBeMet({ ...chen, declines: true }, TODAY)]).toEqual([true, false])
  expect([isToBeMet({ ...chen, last_met: '2026-09-30' }, TODAY), isToBeMet({ ...chen, last_met: '2026-10-01' }, TODAY)]).toEqual([true, false])
})

test('one character, two, pinyin, initials and the last four digits find the same woman', () => {
  for (const query of ['秀', '秀兰', '王秀兰', 'wangxiu', 'wxl', '0001']) expect(named(query), query).toEqual(['王秀兰'])
})

test('an address finds homes and courtyards, not everybody in them', () => {
  const found = findIn(notebook.zone, '57号院')
  expect(found.people).toEqual([])
  expect(found.homes.map((line) => line.address)).toEqual(['九道湾东巷57号院 1', '九道湾东巷57号院 3'])
  expect(found.yards.map((line) => line.courtyard)).toEqual(['九道湾东巷57号院'])
})

test('somebody written down a moment ago is found, somebody gone is not', () => {
  expect(named('赵')).toEqual([])
  const li = notebook.zone.households.get(LI)!
  notebook.zone.households.set(LI, { ...li, residents: [{ ...li.residents[0]!, id: notebook.newId(), name: '赵小军' }] })
  expect([named('赵'), named('李芳')]).toEqual([['赵小军'], []])
})

test('results come while typing, each with a telephone to be called and a way to the person', async () => {
  opened = await openAt('/zone', notebook)
  await field(opened.page, '在片区里找').setValue('lf')
  expect(opened.page.findAll('h2').map((one) => one.text())).toEqual(['居民'])
  expect(opened.page.find('a.phone').attributes('href')).toBe('tel:13900000004')
  await control(opened.page, '李芳').trigger('click')
  await settled()
  expect(opened.router.currentRoute.value.name).toBe('person')
})

test('nobody found says so and what to try', async () => {
  opened = await openAt('/zone?q=没有这个人', notebook)
  expect(opened.page.text()).toContain('没有找到“没有这个人”。')
})

test('a courtyard shows its homes in order, its head with a telephone, and a way to add one', async () => {
  opened = await openAt(`/courtyard/${COURTYARD}`, notebook)
  expect(opened.page.findAll('.yard strong').map((one) => one.text())).toEqual(['1', '3'])
  expect(opened.page.find('a.phone').attributes('href')).toBe('tel:13900000001')
  await control(opened.page, '新增一户').trigger('click')
  await settled()
  expect(opened.router.currentRoute.value.params).toEqual({ courtyard: COURTYARD })
})

test('one tap at the door confirms that all is as written', async () => {
  opened = await openAt(`/household/${WANG}`, notebook)
  await control(opened.page, '还是 3 口人，都对').trigger('click')
  await settled()
  expect(notebook.written.map(({ kind, body }) => [kind, body])).toEqual([['household.confirm', { household: WANG }]])
  expect(opened.page.text()).toContain('已核实，全户都算。')
})

test('a door that declines visits is not knocked at until they are welcome again', async () => {
  const wang = notebook.zone.households.get(WANG)!
  notebook.zone.households.set(WANG, { ...wang, declines: true })
  opened = await openAt(`/household/${WANG}`, notebook)
  expect(control(opened.page, '到门口了').attributes('disabled')).toBeDefined()
  await control(opened.page, '改为欢迎走访').trigger('click')
  await settled()
  expect(notebook.written.map(({ kind }) => kind)).toEqual(['household.accept'])
})

test('a household moved away on a day, never one to come', async () => {
  opened = await openAt(`/household/${WANG}`, notebook)
  await control(opened.page, '这一户搬走了').trigger('click')
  await field(opened.page, '搬走日期').setValue('2026-11-25')
  await opened.page.find('form').trigger('submit')
  expect(notebook.written).toEqual([])
  await field(opened.page, '搬走日期').setValue('2026-11-20')
  await opened.page.find('form').trigger('submit')
  await settled()
  expect(notebook.written.map(({ kind, body }) => [kind, body])).toEqual([['household.left', { household: WANG, on: '2026-11-20' }]])
})
