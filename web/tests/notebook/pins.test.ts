// @vitest-environment node
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { rowsOf } from './disk'
import { atWork, freshPhone, household, id, me, open, PIN, until, visitTo } from './ground'
import { FakeServer } from './server'

const DAY = 86_400_000
let server: FakeServer
beforeEach(() => {
  freshPhone()
  server = new FakeServer()
  server.put(me())
})
afterEach(() => vi.useRealTimers())

async function locked(): Promise<void> {
  const notebook = await atWork(server)
  notebook.lock()
}

/** The device's clock, put elsewhere; time itself goes on. */
function setClock(by: number): void {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + by })
  server.ahead -= by
}

test('a wrong PIN says how many tries are left, the right one gives five again', async () => {
  await locked()
  const notebook = await open(server)
  expect(await notebook.unlock('000000')).toEqual({ left: 4 })
  expect(await notebook.unlock('111111')).toEqual({ left: 3 })
  expect(await notebook.unlock(PIN)).toBe('open')
  notebook.lock()
  expect(await notebook.unlock('000000')).toEqual({ left: 4 })
})

test('five wrong PINs delete what the PIN opens: then not even the right one does, until somebody signs in', async () => {
  await locked()
  const notebook = await open(server)
  for (const left of [4, 3, 2, 1, 0]) expect(await notebook.unlock('000000')).toEqual({ left })
  expect(notebook.phase.value).toBe('sign_in')
  expect((await rowsOf('minqing-profiles', 'profiles')).map((row) => row['pin'])).toEqual([null])
  expect(await notebook.unlock(PIN)).toEqual({ left: 0 })
  await notebook.recover()
  expect(notebook.phase.value).toBe('set_pin')
  await notebook.setPin('135790')
  expect(notebook.phase.value).toBe('open')
})

test('a try is counted before it is checked, so ending the program gives no free one', async () => {
  await locked()
  for (let tries = 0; tries < 4; tries += 1) {
    const notebook = await open(server)
    void notebook.unlock('000000')
    await until(() => true)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  const [row] = await rowsOf('minqing-profiles', 'profiles')
  expect(row?.['tries']).toBe(4)
  const notebook = await open(server)
  expect(await notebook.unlock('000000')).toEqual({ left: 0 })
})

test('what waits is still there after a forgotten PIN', async () => {
  const home = id()
  server.put(household(home))
  const first = await atWork(server)
  server.offline = true
  const fact = await first.write('entry.write', visitTo(home))
  first.lock()
  const notebook = await open(server)
  for (let tries = 0; tries < 5; tries += 1) await notebook.unlock('000000')
  server.offline = false
  await notebook.recover()
  await notebook.setPin('135790')
  await notebook.syncNow()
  expect(server.order.map((one) => one.id)).toEqual([fact.id])
})

test('fourteen days without contact ask for signing in, also when the clock is then set back', async () => {
  await locked()
  setClock(15 * DAY)
  expect((await open(server)).phase.value).toBe('sign_in')
  vi.useRealTimers()
  server.ahead = 0
  const notebook = await open(server)
  expect(notebook.phase.value).toBe('sign_in')
  await notebook.recover()
  await notebook.setPin(PIN)
  expect(notebook.phase.value).toBe('open')
  notebook.lock()
  expect((await open(server)).phase.value).toBe('locked')
})

test('thirteen days without contact do not', async () => {
  await locked()
  setClock(13 * DAY)
  const notebook = await open(server)
  expect(await notebook.unlock(PIN)).toBe('open')
})

test('a clock set back behind the last contact asks for signing in, and opens again once it is right', async () => {
  await locked()
  setClock(-2 * DAY)
  expect((await open(server)).phase.value).toBe('sign_in')
  vi.useRealTimers()
  server.ahead = 0
  expect((await open(server)).phase.value).toBe('locked')
})

test('changing the PIN asks for the old one', async () => {
  const notebook = await atWork(server)
  expect(await notebook.changePin('000000', '246802')).toBe(false)
  expect(await notebook.changePin(PIN, '246802')).toBe(true)
  notebook.lock()
  expect(await notebook.unlock(PIN)).toEqual({ left: 4 })
  expect(await notebook.unlock('246802')).toBe('open')
})

test('somebody else who signs in does not open a member\'s store', async () => {
  await locked()
  const notebook = await open(server)
  for (let tries = 0; tries < 5; tries += 1) await notebook.unlock('000000')
  server.account = '01900000-0000-7000-8000-0000000000bb'
  await expect(notebook.recover()).rejects.toMatchObject({ code: 'other' })
  expect(notebook.phase.value).toBe('sign_in')
})

test('a server that lost the wrap lets the PIN open the store, and is given the wrap again', async () => {
  await locked()
  const [device] = server.devices.values()
  if (!device) throw new Error('no device')
  device.wrap = ''
  device.token = 'stale'
  const notebook = await open(server)
  await notebook.unlock(PIN)
  await until('sign_in', notebook)
  await notebook.recover()
  expect(notebook.phase.value).toBe('locked')
  await notebook.unlock(PIN)
  await until(() => [...server.devices.values()].some((one) => one.wrap !== ''))
  await notebook.syncNow()
  expect(notebook.phase.value).toBe('open')
})

test('two members share a phone, each with a store of their own', async () => {
  const home = id()
  server.put(household(home))
  const first = await atWork(server)
  first.lock()
  server.account = '01900000-0000-7000-8000-0000000000bb'
  server.drop('household', home)
  await first.enrol('Phone')
  await first.setPin('135790')
  await first.syncNow()
  expect(first.zone.households.size).toBe(0)
  first.lock()
  const notebook = await open(server)
  expect(notebook.phase.value).toBe('choose')
  server.offline = true
  const [one, other] = notebook.profiles.value
  await notebook.choose(one?.key ?? '')
  const opensBoth = [await notebook.unlock(PIN), await notebook.unlock('135790')]
  expect(opensBoth.filter((answer) => answer === 'open').length).toBe(1)
  await notebook.choose(other?.key ?? '')
  expect(notebook.zone.households.size).toBe(0)
})

test('a member who enrols a second time finds what waits', async () => {
  const home = id()
  server.put(household(home))
  const first = await atWork(server)
  server.offline = true
  const fact = await first.write('entry.write', visitTo(home))
  first.lock()
  server.offline = false
  await first.enrol('Phone')
  expect(first.profiles.value.length).toBe(1)
  await first.setPin('135790')
  await first.syncNow()
  expect(server.order.map((one) => one.id)).toEqual([fact.id])
})
