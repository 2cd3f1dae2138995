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
