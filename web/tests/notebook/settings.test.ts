// Settings, storage and what stands over every page when something is the matter.

import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { sizeWords } from '../../notebook/look/size'
import { fakeNotebook, type Fake } from './fake'
import { control, openAt, settled, type Open } from './mounted'

let opened: Open | undefined
let notebook: Fake

async function look(path = '/settings'): Promise<Open> {
  opened = await openAt(path, notebook)
  return opened
}
const banners = (): string => opened!.page.find('.banners').text()

beforeEach(() => {
  notebook = fakeNotebook()
})
afterEach(() => {
  document.cookie = 'theme=; max-age=0'
  document.cookie = 'django_language=; max-age=0'
  delete document.documentElement.dataset.theme
  opened?.page.unmount()
  opened = undefined
})

test('nothing is the matter, nothing is said', async () => {
  await look()
  expect(banners()).toBe('')
})

test('something between that answers for the server is named, with the way out', async () => {
  notebook.sync.doing = 'stranger'
  await look('/zone')
  expect(banners()).toBe('有别的东西在冒充服务器应答。 请在浏览器里打开任意网页，登录无线网络。内容没有发出，也没有丢。')
})

test('offline tells since when, and that writing goes on', async () => {
  notebook.sync.doing = 'offline'
  await look('/concerns')
  expect(banners()).toBe('今天 周二 08:50 起离线。请照常写，以后会发送。')
})

test('a clock two hours ahead is told with what is done about it, a minute is not', async () => {
  notebook.sync.offsetMs = 2 * 3_600_000
  await look()
  expect(banners()).toBe('手机的钟快了 2 小时。 时间会按服务器校正。请在手机设置里把时间改为自动。')
  notebook.sync.offsetMs = -60_000
  await settled()
  expect(banners()).toBe('')
})

test('a full phone stands over every page, with the photos that may go', async () => {
  Object.assign(notebook.storage, { level: 'full', removable: 900_000 })
  const free = vi.spyOn(notebook, 'freePhotos').mockResolvedValue(900_000)
  const { page } = await look('/zone')
  expect(banners()).toContain('手机空间已满。')
  await control(page, '清出服务器已保存的照片（900 kB）').trigger('click')
  await settled()
  expect(free).toHaveBeenCalledOnce()
  expect(banners()).toContain('已清出 900 kB。')
})

test('freeing photos tells where none is safe on the server yet', async () => {
  const { page } = await look()
  await control(page, '清出照片').trigger('click')
  await settled()
  expect(page.text()).toContain('服务器尚未妥善保存')
})

test('bytes are told in the unit that a person reads', () => {
  expect([0, 999, 1000, 900_000, 4_200_000, 400_000_000, 3_100_000_000].map(sizeWords)).toEqual(['0 B', '999 B', '1 kB', '900 kB', '4.2 MB', '400 MB', '3.1 GB'])
})

test('another PIN: the present one, the new one twice', async () => {
  const change = vi.spyOn(notebook, 'changePin')
  const { page } = await look()
  await control(page, '更改密码').trigger('click')
  const type = async (pin: string): Promise<void> => {
    for (const key of pin) window.dispatchEvent(new KeyboardEvent('keydown', { key }))
    await settled()
  }
  for (const pin of ['402975', '111111', '731924', '731925', '731924', '731924']) await type(pin)
  expect(change.mock.calls).toEqual([['402975', '731924']])
  expect(page.text()).toContain('密码已更改。')
})

test('light or dark, and the language, are chosen here and kept', async () => {
  const { page } = await look()
  await page.find('input[value="dark"]').setValue()
  expect(document.documentElement.dataset.theme).toBe('dark')
  await page.find('input[value="en"]').setValue()
  expect(page.text()).toContain('Synchronise now')
})

test('another member of this phone is changed to through the lock', async () => {
  const choose = vi.spyOn(notebook, 'choose')
  const { page } = await look()
  await control(page, '上锁，换成孙立').trigger('click')
  expect(choose.mock.calls).toEqual([['b']])
  expect(notebook.phase.value).toBe('locked')
})

test('signing out is asked twice, tells what waits, and what offline means', async () => {
  await notebook.write('household.confirm', { household: 'x' })
  const out = vi.spyOn(notebook, 'signOut').mockResolvedValue('closing')
  const { page } = await look()
  expect(page.text()).toContain('还有 1 条待发送。')
  await control(page, '退出并清除').trigger('click')
  expect(out).not.toHaveBeenCalled()
  await control(page, '确认退出并清除').trigger('click')
  await settled()
  expect(out).toHaveBeenCalledOnce()
  expect(page.text()).toContain('下次联系时先发送待发的内容，再清除。')
})
