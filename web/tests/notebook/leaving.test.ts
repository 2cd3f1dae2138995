// @vitest-environment node
import { beforeEach, expect, test } from 'vitest'
import type { Id } from '../../notebook/contract'
import { databases, everything, rowsOf } from './disk'
import { atWork, freshPhone, household, id, me, open, PIN, until, visitTo } from './ground'
import { FakeServer } from './server'

let server: FakeServer
let home: Id
beforeEach(() => {
  freshPhone()
  server = new FakeServer()
  server.put(me())
  home = id()
  server.put(household(home))
})

async function nothingIsLeft(): Promise<void> {
  expect(await databases()).toEqual(['minqing-profiles'])
  expect(await rowsOf('minqing-profiles', 'profiles')).toEqual([])
  expect(await everything()).toBe('')
}

test('signing out sends what waits, tells the server, and leaves nothing', async () => {
  const notebook = await atWork(server)
  server.faults = ['lost', 'lost', 'lost', 'lost']
  const fact = await notebook.write('entry.write', visitTo(home))
  server.faults = []
  expect(await notebook.signOut()).toBe('wiped')
  expect(server.order.map((one) => one.id)).toEqual([fact.id])
  expect([...server.devices.values()].map((device) => device.wiped)).toEqual([true])
  expect(notebook.phase.value).toBe('wiped')
  expect(notebook.zone.households.size).toBe(0)
  await nothingIsLeft()
})

test('signing out without network is done at the next contact, once the PIN is given', async () => {
  const first = await atWork(server)
  server.offline = true
  const fact = await first.write('entry.write', visitTo(home))
  expect(await first.signOut()).toBe('closing')
  first.lock()
  server.offline = false
  const notebook = await open(server)
  expect(notebook.phase.value).toBe('closing')
  await notebook.unlock(PIN)
  await until('wiped', notebook)
  expect(server.order.map((one) => one.id)).toEqual([fact.id])
  await nothingIsLeft()
})

test('a phone that is to be forgotten closes at once, sends what waits after the PIN, and is wiped', async () => {
  const first = await atWork(server)
  server.offline = true
  const fact = await first.write('entry.write', visitTo(home))
  first.lock()
  server.offline = false
  server.problem = { status: 410, code: 'forget' }
  const notebook = await open(server)
  await notebook.unlock(PIN)
  await until('closing', notebook)
  expect(notebook.zone.households.size).toBe(0)
  expect(server.order).toEqual([])
  await notebook.unlock(PIN)
  await until('wiped', notebook)
  expect(server.order.map((one) => one.id)).toEqual([fact.id])
  await nothingIsLeft()
})

test('a phone that is to be forgotten is wiped after five wrong PINs', async () => {
  const notebook = await atWork(server)
  server.problem = { status: 410, code: 'forget' }
  await notebook.syncNow()
  await until('closing', notebook)
  for (let tries = 0; tries < 5; tries += 1) await notebook.unlock('000000')
  expect(notebook.phase.value).toBe('wiped')
  await nothingIsLeft()
})

test('a proxy that says 410 in its own words wipes nothing', async () => {
  const notebook = await atWork(server)
  const real = server.send
  server.fault = () => null
  notebook.lock()
  const gone = (async (...call: Parameters<typeof fetch>) =>
    (String(call[0]).includes('changes') ? new Response('Gone', { status: 410, headers: { 'Content-Type': 'text/html' } }) : real(...call))) as typeof fetch
  const again = await open(Object.assign(server, { send: gone }) as FakeServer)
  await again.unlock(PIN)
  await again.syncNow()
  expect(again.phase.value).toBe('open')
  expect(again.sync.doing).toBe('stranger')
})

test('signing out of a store that nothing opens any more wipes it', async () => {
  const notebook = await atWork(server)
  notebook.lock()
  for (let tries = 0; tries < 5; tries += 1) await notebook.unlock('000000')
  expect(await notebook.signOut()).toBe('wiped')
  await nothingIsLeft()
})

test('the other member of a shared phone stays when one signs out', async () => {
  const notebook = await atWork(server)
  notebook.lock()
  server.account = '01900000-0000-7000-8000-0000000000bb'
  await notebook.enrol('Phone')
  await notebook.setPin('135790')
  await notebook.syncNow()
  await notebook.signOut()
  expect((await databases()).length).toBe(2)
  const again = await open(server)
  expect(again.phase.value).toBe('locked')
  expect(await again.unlock(PIN)).toBe('open')
  expect(again.zone.households.size).toBe(1)
})
