// Before the notebook is open: the PIN by keys under the thumb or typed, and what is refused in words.

import { afterEach, expect, test, vi } from 'vitest'
import { weakness } from '../../notebook/pin'
import { fakeNotebook, type Fake } from './fake'
import { control, openAt, settled, type Open } from './mounted'

let opened: Open | undefined
async function at(notebook: Fake): Promise<Open> {
  opened = await openAt('/', notebook)
  return opened
}
async function press(page: Open['page'], pin: string): Promise<void> {
  for (const digit of pin) await control(page, digit).trigger('click')
  await settled()
}
afterEach(() => {
  opened?.page.unmount()
  vi.unstubAllGlobals()
})

test.each([
  ['111111', 'pin.same'], ['121212', 'pin.same'], ['123456', 'pin.row'], ['987654', 'pin.row'], ['789012', 'pin.row'], ['123123', 'pin.row'],
  ['660508', 'pin.date'], ['080566', 'pin.date'], ['199011', 'pin.date'],
])('%s is too easily guessed', (pin, why) => {
  expect(weakness(pin)).toBe(why)
})
test.each(['402975', '739164', '275839'])('%s will do', (pin) => {
  expect(weakness(pin)).toBeNull()
})

test('a wrong PIN says how many tries are left', async () => {
  const { page, notebook } = await at(fakeNotebook('locked'))
  await press(page, '402976')
  expect(page.find('[role=alert]').text()).toBe('密码不对，还能试 4 次。')
  expect(notebook.phase.value).toBe('locked')
})

test('the PIN may be typed', async () => {
  const { notebook } = await at(fakeNotebook('locked'))
  for (const key of ['4', '1', 'Backspace', '0', '2', '9', '7', '5']) window.dispatchEvent(new KeyboardEvent('keydown', { key }))
  await settled()
  expect(notebook.phase.value).toBe('open')
})

test('a new PIN is asked twice, a weak one refused in words, two that differ begin anew', async () => {
  const notebook = fakeNotebook('set_pin')
  const { page } = await at(notebook)
  await press(page, '111111')
  expect(page.find('[role=alert]').text()).toContain('太容易猜')
  await press(page, '402975')
  expect(page.text()).toContain('再输一遍')
  await press(page, '402976')
  expect(page.find('[role=alert]').text()).toContain('两次输入不一样')
  await press(page, '402975')
  expect(notebook.phase.value).toBe('set_pin')
  await press(page, '402975')
  expect(notebook.phase.value).toBe('open')
})

test('whoever is not signed in is led to sign in and back; who is enrols by one tap', async () => {
  vi.stubGlobal('fetch', async () => ({ type: 'basic', redirected: false }))
  const notebook = fakeNotebook('enrol')
  const { page } = await at(notebook)
  const link = page.findAll('a').find((one) => one.text() === '登录')!
  expect(link.attributes('href')).toBe('/account/login/?next=%2F110101005012%2Fnotebook%2F')
  vi.stubGlobal('fetch', async () => ({ type: 'opaqueredirect', redirected: false }))
  await control(page, '我已登录').trigger('click')
  await settled()
  await page.find('form').trigger('submit')
  await settled()
  expect(notebook.phase.value).toBe('set_pin')
})

test('a page asked for by its address is there after the lock', async () => {
  opened = await openAt('/outbox', fakeNotebook('locked'))
  await press(opened.page, '402975')
  expect(opened.router.currentRoute.value.name).toBe('outbox')
})
