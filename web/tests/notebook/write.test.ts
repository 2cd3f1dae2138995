// Writing at the door: nothing is lost, few taps, no identity-card number.

import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ConcernBody, EntryBody } from '../../notebook/contract'
import { checkCharacter } from '../../core/idNumbers'
import { fakeNotebook, type Fake } from './fake'
import { control, field, openAt, settled, type Open } from './mounted'
import { CHEN, COURTYARD, LI, SECOND, WANG } from './people'

let opened: Open | undefined
let notebook: Fake

async function at(path: string): Promise<Open> {
  opened = await openAt(path, notebook)
  return opened
}
const body = (): EntryBody => notebook.written.find((fact) => fact.kind === 'entry.write')!.body as EntryBody

beforeEach(() => {
  notebook = fakeNotebook()
})
afterEach(() => {
  opened?.page.unmount()
  opened = undefined
})

test('from unlock to a saved entry there are three taps where a visit is under way', async () => {
  notebook = fakeNotebook('locked')
  await notebook.beginVisit({ household: WANG, courtyard: COURTYARD })
  const { page } = await at('/')
  // Six digits are the unlocking itself.
  for (const digit of '402975') await control(page, digit).trigger('click')
  await settled()
  let taps = 0
  const tap = async (words: string): Promise<void> => {
    taps += 1
    const one = control(page, words)
    await one.trigger(one.attributes('href') ? 'click' : (one.element as Element).closest('form') ? 'submit' : 'click')
    await settled()
  }
  await tap('写一条')
  expect(document.activeElement).toBe(field(page, '什么事？').element)
  await field(page, '什么事？').setValue('楼道灯又坏了')
  await tap('保存')
  expect(taps).toBeLessThanOrEqual(4)
  expect(body()).toEqual({
    began_at: '2026-11-24T01:30:00.000Z', ended_at: null, courtyard: COURTYARD, household: WANG, outcome: 'met', purposes: ['call'],
    matter: '楼道灯又坏了', handling: '', result: '', satisfaction: 'not_asked', important: false, wish: '', photos: [],
  })
  expect(notebook.visit.value).toBeNull()
})

test('without a visit the place is found by two characters and chosen with one more tap', async () => {
  const { page } = await at('/write')
  await field(page, '在哪里？').setValue('陈大')
  await control(page, '陈大勇').trigger('click')
  await field(page, '什么事？').setValue('认个门')
  await page.find('form').trigger('submit')
  await settled()
  expect([body().household, body().courtyard, body().outcome]).toEqual([CHEN, SECOND, 'met'])
})

test('every change is kept at once, and the address names the draft', async () => {
  const { page, router } = await at(`/write?household=${LI}`)
  expect(notebook.drafts.value).toEqual([])
  for (const words of ['暖', '暖气', '暖气不热']) {
    await field(page, '什么事？').setValue(words)
    expect(notebook.drafts.value.map((draft) => draft.body.matter)).toEqual([words])
  }
  await control(page, '安全检查').find('input').setValue(true)
  expect(notebook.drafts.value[0]!.body.purposes).toEqual(['call', 'safety'])
  await settled()
  expect(router.currentRoute.value.query).toEqual({ draft: notebook.drafts.value[0]!.id })
})

test('whoever comes back within two hours is at the draft again, with every word', async () => {
  const { page } = await at(`/write?household=${LI}`)
  await field(page, '什么事？').setValue('暖气不热')
  await field(page, '怎么处理的').setValue('看了阀门')
  page.unmount()
  const again = await at('/')
  expect(again.router.currentRoute.value.name).toBe('write')
  expect((field(again.page, '什么事？').element as HTMLTextAreaElement).value).toBe('暖气不热')
  expect((field(again.page, '怎么处理的').element as HTMLTextAreaElement).value).toBe('看了阀门')
})

test('a lock in the middle of writing loses nothing', async () => {
  const { page } = await at(`/write?household=${LI}`)
  await field(page, '什么事？').setValue('暖气不热')
  notebook.lock()
  await settled()
  expect(page.text()).not.toContain('暖气')
  await notebook.unlock('402975')
  await settled()
  expect((field(page, '什么事？').element as HTMLTextAreaElement).value).toBe('暖气不热')
})

test('an identity-card number is taken out before anything is kept, and that is said', async () => {
  const { page } = await at(`/write?household=${LI}`)
  // The order code 000 is never issued.
  const number = '11010119510302000'
  await field(page, '什么事？').setValue(`身份证${number}${checkCharacter(number)}，请登记`)
  const kept = notebook.drafts.value.map((draft) => JSON.stringify(draft)).join()
  expect(kept).not.toContain(number)
  expect(notebook.drafts.value[0]!.body.matter).toBe('身份证…，请登记')
  await settled()
  expect((field(page, '什么事？').element as HTMLTextAreaElement).value).toBe('身份证…，请登记')
  expect(page.find('[role=alert]').text()).toBe('内容里有身份证号码。我们不保存，已经去掉。')
})

test('an entry without its matter is not taken, and the field is said', async () => {
  const { page } = await at(`/write?household=${LI}`)
  await page.find('form').trigger('submit')
  await settled()
  expect(notebook.written).toEqual([])
  expect(field(page, '什么事？').attributes('aria-invalid')).toBe('true')
  expect(page.find('[role=alert]').text()).toBe('请写下是什么事。')
})

test('nobody home needs no words, but a place', async () => {
  const { page } = await at('/write?outcome=nobody_home')
  await page.find('form').trigger('submit')
  await settled()
  expect(notebook.written).toEqual([])
  expect(page.find('[role=alert]').text()).toBe('请说明是在哪一户门口。')
  await field(page, '在哪里？').setValue('陈大')
  await control(page, '陈大勇').trigger('click')
  await page.find('form').trigger('submit')
  await settled()
  expect([body().outcome, body().matter, body().household]).toEqual(['nobody_home', '', CHEN])
})

test('a concern opened at the door names the entry, who raised it and is promised by the calendar at once', async () => {
  const { page } = await at(`/write?household=${WANG}`)
  await field(page, '什么事？').setValue('下水堵了')
  await control(page, '记一件诉求').find('input').setValue(true)
  await control(page, '环卫与下水').find('input').setValue(true)
  await control(page, '王秀兰').find('input').setValue(true)
  expect(page.text()).toContain('今天 周二 18:00 前办结')
  await page.find('form').trigger('submit')
  await settled()
  const [entry, concern] = notebook.written
  expect(notebook.written.map((fact) => fact.kind)).toEqual(['entry.write', 'concern.open'])
  const raised = notebook.zone.households.get(WANG)!.residents[0]!.id
  expect(concern!.body as ConcernBody).toEqual({
    matter: '下水堵了', category: 'sanitation', grade: 'ordinary', source: 'visit', courtyard: COURTYARD, household: WANG,
    people: [{ resident: raised, part: 'raised' }], told_resident: false, entry: entry!.id,
  })
})

test('what was settled on the spot opens a concern that is settled with what was done', async () => {
  const { page } = await at(`/write?household=${WANG}`)
  await field(page, '什么事？').setValue('门锁坏了')
  await field(page, '怎么处理的').setValue('换了锁芯')
  await control(page, '当场办结').find('input').setValue(true)
  await page.findAll('label').find((one) => one.text() === '满意')!.find('input').setValue(true)
  await page.find('form').trigger('submit')
  await settled()
  const concern = notebook.written[1]!.body as ConcernBody
  expect([concern.settled, concern.told_resident, concern.satisfaction]).toEqual(['换了锁芯', true, 'satisfied'])
})

test('the red button calls the secretary and queues the notice, before the entry is whole', async () => {
  const { page } = await at(`/write?household=${WANG}`)
  const call = control(page, '紧急：给王小云打电话并立即上报')
  expect(call.attributes('href')).toBe('tel:01000000000')
  await call.trigger('click')
  await settled()
  expect(notebook.written.map((fact) => [fact.kind, (fact.body as ConcernBody).grade])).toEqual([['concern.open', 'urgent']])
  await field(page, '什么事？').setValue('厨房漏气')
  await page.find('form').trigger('submit')
  await settled()
  expect(notebook.written.map((fact) => fact.kind)).toEqual(['concern.open', 'entry.write'])
})

test('two taps on save write one entry, and its draft is gone', async () => {
  const { page, router } = await at(`/write?household=${LI}`)
  await field(page, '什么事？').setValue('暖气不热')
  const form = page.find('form')
  await Promise.all([form.trigger('submit'), form.trigger('submit')])
  await settled()
  expect(notebook.written.map((fact) => fact.kind)).toEqual(['entry.write'])
  expect(notebook.drafts.value).toEqual([])
  expect(router.currentRoute.value.name).toBe('entry')
  expect(page.text()).toContain('待发送')
})

test('a photo is kept with the draft and named by the entry; where there is no room, the words stay', async () => {
  const { page } = await at(`/write?household=${LI}`)
  await field(page, '什么事？').setValue('墙裂了')
  const camera = page.find<HTMLInputElement>('input[type=file]')
  expect(camera.attributes('capture')).toBe('environment')
  Object.defineProperty(camera.element, 'files', { value: [new File(['x'], 'a.jpg')], configurable: true })
  await camera.trigger('change')
  await settled()
  const [photo] = notebook.drafts.value[0]!.photos
  notebook.addPhoto = async () => {
    throw new Error('full')
  }
  await camera.trigger('change')
  await settled()
  expect(page.find('[role=alert]').text()).toContain('手机空间不够存照片')
  await page.find('form').trigger('submit')
  await settled()
  expect(body().photos).toEqual([photo])
  expect(notebook.written[0]!.photos).toEqual([photo!.id])
})
