// A person at the door: only what changed is sent, with what was seen; two versions are chosen between by a person.

import { afterEach, beforeEach, expect, test } from 'vitest'
import { checkCharacter } from '../../core/idNumbers'
import { correction, written } from '../../notebook/reading/corrections'
import { ageOn, bornAsWritten } from '../../notebook/reading/days'
import { changedFrom, formOf } from '../../notebook/reading/personForm'
import { fakeNotebook, type Fake } from './fake'
import { control, field, openAt, settled, type Open } from './mounted'
import { households, LI, WANG } from './people'

let opened: Open | undefined
let notebook: Fake
const TODAY = '2026-11-24'
const li = households.find(([id]) => id === LI)![1].residents[0]!
const sent = (): unknown[] => notebook.written.map(({ kind, body }) => [kind, body])

async function correcting(): Promise<Open> {
  opened = await openAt(`/person/${li.id}?correct`, notebook)
  return opened
}
async function save(): Promise<void> {
  await opened!.page.find('form').trigger('submit')
  await settled()
}

beforeEach(() => {
  notebook = fakeNotebook()
})
afterEach(() => {
  opened?.page.unmount()
  opened = undefined
})

test('a corrected telephone sends the telephones and nothing else', async () => {
  const { page } = await correcting()
  await field(page, '电话').setValue('13900000004\n010-64000247')
  await save()
  expect(sent()).toEqual([['resident.correct', { resident: li.id, seen: { phones: ['13900000004'] }, set: { phones: ['13900000004', '010-64000247'] } }]])
})

test('nothing changed, nothing sent', async () => {
  await correcting()
  await save()
  expect(sent()).toEqual([])
  expect(opened!.page.text()).toContain('还没有改动。')
})

test('what was not touched stays exactly as it was shown, whatever its spelling', () => {
  const shown = { ...written(li), phones: ['139 0000 0004'] }
  const body = correction(li.id, shown, changedFrom(shown, { ...formOf(shown), born: '1952.3' }, TODAY))
  expect(body).toEqual({ resident: li.id, seen: { born: '1951-03-02' }, set: { born: '1952-03' } })
})

test('a form left half-way opens again with what was seen then, though somebody else changed it since', async () => {
  const first = await correcting()
  await field(first.page, '姓名').setValue('李方')
  first.page.unmount()
  const household = notebook.zone.households.get(LI)!
  notebook.zone.households.set(LI, { ...household, residents: [{ ...li, name: '李芬' }] })
  const { page } = await correcting()
  expect((field(page, '姓名').element as HTMLInputElement).value).toBe('李方')
  await save()
  expect(sent()).toEqual([['resident.correct', { resident: li.id, seen: { name: '李芳' }, set: { name: '李方' } }]])
  expect(notebook.drafts.value).toEqual([])
})

test('an identity-card number is not kept, wherever it is pasted', async () => {
  // Order code 000 is never issued.
  const number = `11010119510302000${checkCharacter('11010119510302000')}`
  const { page } = await correcting()
  await field(page, '电话').setValue(number)
  await save()
  expect(sent()).toEqual([])
  expect(page.text()).toContain('这像是身份证号，不能保存，请删去。')
})

test('a birth date is written as far as it is known', () => {
  const forms = ['1966-05-08', '1966.5.8', '1966年5月8日', '19660508', '1966年5月', '1966', '']
  expect(forms.map((text) => bornAsWritten(text, TODAY))).toEqual(['1966-05-08', '1966-05-08', '1966-05-08', '1966-05-08', '1966-05', '1966', ''])
  expect(['1966-13', '1966-02-30', '2027', '66年', '很久'].map((text) => bornAsWritten(text, TODAY))).toEqual([null, null, null, null, null])
  expect([ageOn('1951-11-24', TODAY), ageOn('1951-11-25', TODAY), ageOn('1951', TODAY)]).toEqual([75, 74, null])
})

test('all right by one tap; gone on a day', async () => {
  opened = await openAt(`/person/${li.id}`, notebook)
  await control(opened.page, '都对').trigger('click')
  await settled()
  await control(opened.page, '不住在这里了').trigger('click')
  await field(opened.page, '离开日期').setValue('2026-11-01')
  await save()
  expect(sent()).toEqual([['resident.confirm', { resident: li.id }], ['resident.left', { resident: li.id, on: '2026-11-01' }]])
})

test('of a clash both versions stand with who and when, and a person chooses', async () => {
  const clash = notebook.newId()
  notebook.zone.clashes.set(clash, {
    resident: li.id, field: 'phones', shown: ['13900000004'], other: ['13900000099'], shown_by: '赵敏', other_by: '孙立',
    shown_at: '2026-11-23T02:00:00Z', other_at: '2026-11-23T01:00:00Z',
  })
  opened = await openAt(`/person/${li.id}`, notebook)
  const card = opened.page.find('[aria-label="两个人写的不一样"]')
  for (const words of ['电话：哪个对？', '13900000004', '赵敏', '昨天 周一 10:00', '13900000099', '孙立', '昨天 周一 09:00']) expect(card.text()).toContain(words)
  await control(opened.page, '“13900000099”对').trigger('click')
  await settled()
  expect(sent()).toEqual([['clash.settle', { clash, choose: 'other' }]])
})

test('a person who is no longer on the phone is said to be gone', async () => {
  notebook.zone.households.delete(WANG)
  opened = await openAt(`/person/${households[0]![1].residents[0]!.id}`, notebook)
  expect(opened.page.text()).toContain('手机上已没有这个人的信息。')
})
