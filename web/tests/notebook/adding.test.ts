// Somebody met at the door: before a second copy is written, who is alike is shown, and why.

import { afterEach, beforeEach, expect, test } from 'vitest'
import { fakeNotebook, type Fake } from './fake'
import { control, field, openAt, settled, type Open } from './mounted'
import { COURTYARD, households, LI, WANG } from './people'

let opened: Open
let notebook: Fake
const li = households.find(([id]) => id === LI)![1].residents[0]!
const sent = (): unknown[] => notebook.written.map(({ kind, body }) => [kind, body])

async function at(path: string): Promise<void> {
  opened = await openAt(path, notebook)
}
async function save(): Promise<void> {
  await opened.page.find('form').trigger('submit')
  await settled()
}
beforeEach(() => {
  notebook = fakeNotebook()
})
afterEach(() => opened.page.unmount())

test('a new name is added at once, under the draft’s own id', async () => {
  await at(`/add/person/${WANG}`)
  await field(opened.page, '姓名').setValue('周 小 满')
  const draft = notebook.drafts.value[0]!
  await save()
  expect(notebook.written.map(({ id, kind, body }) => [id, kind, body])).toEqual([[draft.id, 'resident.add', {
    household: WANG, name: '周小满', sex: '', born: '', phones: [], registered_elsewhere: null, relation: '',
  }]])
  expect(notebook.drafts.value).toEqual([])
})

test('without a name nothing is added, and the field says so', async () => {
  await at(`/add/person/${WANG}`)
  await save()
  expect(sent()).toEqual([])
  expect(field(opened.page, '姓名').attributes('aria-invalid')).toBe('true')
})

test('who is alike is shown with the reasons, and nothing is written yet', async () => {
  await at(`/add/person/${WANG}`)
  await field(opened.page, '姓名').setValue('李芳')
  await field(opened.page, '电话').setValue('13900000004')
  await field(opened.page, '出生日期').setValue('1951')
  await save()
  const warning = opened.page.find('[role="alert"]')
  expect(sent()).toEqual([])
  expect(warning.text()).toContain('李芳 · 九道湾东巷57号院 3')
  expect(warning.text()).toContain('姓名相同、出生日期吻合、电话相同、同一楼门院')
  await control(opened.page, '是同一人，打开').trigger('click')
  await settled()
  expect(opened.router.currentRoute.value.fullPath).toBe(`/person/${li.id}`)
  expect(sent()).toEqual([])
})

test('another person of the same name is added by a person’s word', async () => {
  await at(`/add/person/${LI}`)
  await field(opened.page, '姓名').setValue('李芳')
  await save()
  await control(opened.page, '是另一个人，新增').trigger('click')
  await settled()
  expect(notebook.written.map(({ kind }) => kind)).toEqual(['resident.add'])
})

test('a household is added with its people; of empty forms nothing is sent', async () => {
  await at(`/add/household/${COURTYARD}`)
  await field(opened.page, '房号').setValue('北房')
  await field(opened.page, '姓名').setValue('周小满')
  await control(opened.page, '再加一人').trigger('click')
  await save()
  const { id, kind, body } = notebook.written[0]!
  expect([kind, body]).toEqual(['household.add', {
    courtyard: COURTYARD, unit: '北房',
    people: [{ id: expect.any(String) as string, name: '周小满', sex: '', born: '', phones: [], registered_elsewhere: null, relation: '' }],
  }])
  expect(opened.router.currentRoute.value.params.id).toBe(id)
})

test('a home that has a household already is asked about first', async () => {
  await at(`/add/household/${COURTYARD}`)
  await field(opened.page, '房号').setValue('3')
  await field(opened.page, '姓名').setValue('周小满')
  await save()
  expect(sent()).toEqual([])
  expect(opened.page.text()).toContain('这个房号已登记一户：李芳')
  await control(opened.page, '确实是另一户，新增').trigger('click')
  await settled()
  expect(notebook.written.map(({ kind }) => kind)).toEqual(['household.add'])
})

test('what was begun is there again, and can be given up', async () => {
  await at(`/add/household/${COURTYARD}`)
  await field(opened.page, '房号').setValue('北房')
  opened.page.unmount()
  await at(`/add/household/${COURTYARD}`)
  expect((field(opened.page, '房号').element as HTMLInputElement).value).toBe('北房')
  await control(opened.page, '放弃').trigger('click')
  await settled()
  expect([notebook.drafts.value, sent()]).toEqual([[], []])
})
