// @vitest-environment node
import { beforeEach, expect, test } from 'vitest'
import { atWork, freshPhone, household, id, me, open, PIN, until, visitTo } from './ground'
import { FakeServer } from './server'

let server: FakeServer
beforeEach(() => {
  freshPhone()
  server = new FakeServer()
  server.put(me())
})

test('a phone that nobody enrolled asks to be', async () => {
  const notebook = await open(server)
  expect(notebook.phase.value).toBe('enrol')
})

test('enrolling, choosing a PIN and a first snapshot open the zone', async () => {
  const homes = [id(), id(), id()]
  for (const home of homes) server.put(household(home))
  const notebook = await atWork(server)
  expect(notebook.phase.value).toBe('open')
  expect([...notebook.zone.households.keys()].sort()).toEqual(homes)
  expect(notebook.zone.me.value?.name).toBe('李月')
  expect(notebook.usable.value).toBe(true)
})

test('without network the PIN opens what is on the phone', async () => {
  const home = id()
  server.put(household(home))
  ;(await atWork(server)).lock()
  server.offline = true
  const notebook = await open(server)
  expect(notebook.phase.value).toBe('locked')
  expect(notebook.zone.households.size).toBe(0)
  expect(await notebook.unlock(PIN)).toBe('open')
  expect([...notebook.zone.households.keys()]).toEqual([home])
})

test('an entry written without network is shown at once, kept over a restart, and sent when it can be', async () => {
  const home = id()
  server.put(household(home))
  const first = await atWork(server)
  server.offline = true
  const fact = await first.write('entry.write', visitTo(home))
  expect(first.zone.entries.get(fact.id)?.matter).toBe('屋顶漏水')
  expect(first.zone.households.get(home)?.last_met).not.toBeNull()
  first.lock()
  const notebook = await open(server)
  await notebook.unlock(PIN)
  expect(notebook.outbox.value.map((item) => [item.fact.id, item.state])).toEqual([[fact.id, 'waiting']])
  expect(notebook.zone.entries.get(fact.id)?.matter).toBe('屋顶漏水')
  server.offline = false
  await notebook.syncNow()
  await until(() => notebook.outbox.value.length === 0)
  expect(server.order.map((one) => one.id)).toEqual([fact.id])
  expect(notebook.zone.entries.get(fact.id)?.handed_in_at).not.toBeNull()
})

test('what was read before the PIN was given is read again where another window has fetched something newer', async () => {
  const home = id()
  server.put(household(home))
  const first = await atWork(server)
  first.lock()
  // In the quiet after the lock the sealed records are read ahead.
  await new Promise((resolve) => setTimeout(resolve, 150))
  const other = await open(server)
  await other.unlock(PIN)
  const late = id()
  server.put(household(late))
  server.drop('household', home)
  await other.syncNow()
  server.offline = true
  await first.unlock(PIN)
  expect([...first.zone.households.keys()]).toEqual([late])
})

test('a record of a kind that this program does not know is left aside, and the others are taken', async () => {
  const home = id()
  server.put({ t: 'weather', id: id(), d: {} } as unknown as Parameters<typeof server.put>[0])
  server.put(household(home))
  const first = await atWork(server)
  expect([...first.zone.households.keys()]).toEqual([home])
  server.drop('weather' as 'household', id())
  server.put(household(home, { unit: '西屋' }))
  await first.syncNow()
  expect(first.zone.households.get(home)?.unit).toBe('西屋')
})
