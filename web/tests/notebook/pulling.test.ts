// @vitest-environment node
import { beforeEach, expect, test } from 'vitest'
import { rowsOf, vaultName } from './disk'
import { atWork, freshPhone, household, id, me, open, PIN, session, COMMUNITY, visitTo } from './ground'
import { openNotebook } from '../../notebook/store/notebook'
import { FakeServer } from './server'

let server: FakeServer
let homes: string[]
beforeEach(() => {
  freshPhone()
  server = new FakeServer()
  server.put(me())
  homes = Array.from({ length: 7 }, id)
  for (const home of homes) server.put(household(home))
})

function shown(notebook: { zone: { households: Map<string, unknown> } }): string[] {
  return [...notebook.zone.households.keys()].sort()
}

test('what changed and what is gone since comes without a new snapshot', async () => {
  const notebook = await atWork(server)
  server.calls.length = 0
  server.put(household(homes[0] ?? '', { tenure: 'rented' }))
  server.drop('household', homes[1] ?? '')
  await notebook.syncNow()
  expect(shown(notebook)).toEqual(homes.filter((home) => home !== homes[1]))
  expect(notebook.zone.households.get(homes[0] ?? '')?.tenure).toBe('rented')
  expect(server.calls.filter((call) => call.startsWith('GET snapshot'))).toEqual([])
})

test('a zone handed over is released, in memory and on the disk, and what is written about it stays readable', async () => {
  const notebook = await atWork(server)
  server.offline = true
  const fact = await notebook.write('entry.write', visitTo(homes[2] ?? '', { matter: '临走前' }))
  server.offline = false
  for (const home of homes.slice(2)) server.records.delete(`household:${home}`)
  server.scope = 's2'
  server.refuse = () => ({ code: 'not_yours', text: 'no' })
  await notebook.syncNow()
  expect(shown(notebook)).toEqual(homes.slice(0, 2))
  expect((await rowsOf(await vaultName(), 'records')).length).toBe(3)
  expect(notebook.outbox.value.map((item) => [item.fact.id, item.state])).toEqual([[fact.id, 'refused']])
  notebook.lock()
  const again = await open(server)
  await again.unlock(PIN)
  expect(shown(again)).toEqual(homes.slice(0, 2))
})

test('a snapshot broken off in the middle goes on where it was after a restart', async () => {
  let left = 2
  const real = server.send
  const short = (async (...call: Parameters<typeof fetch>) => {
    if (String(call[0]).includes('snapshot') && left-- <= 0) throw new TypeError('cut')
    return real(...call)
  }) as typeof fetch
  const first = await openNotebook(COMMUNITY, { send: short, session })
  await first.enrol('Phone')
  await first.setPin(PIN)
  await first.syncNow()
  expect(first.zone.households.size).toBe(3)
  expect(first.usable.value).toBe(true)
  first.lock()
  server.calls.length = 0
  const notebook = await open(server)
  await notebook.unlock(PIN)
  expect(notebook.usable.value).toBe(true)
  await notebook.syncNow()
  expect(shown(notebook)).toEqual(homes)
  expect(server.calls.filter((call) => call.startsWith('GET snapshot'))).toEqual(['GET snapshot?after=4', 'GET snapshot?after=6'])
})

test('a second snapshot, broken off and resumed, releases at its end and not before', async () => {
  const first = await atWork(server)
  first.lock()
  for (const home of homes.slice(0, 3)) server.records.delete(`household:${home}`)
  server.scope = 's2'
  let left = 1
  const real = server.send
  const short = (async (...call: Parameters<typeof fetch>) => {
    if (String(call[0]).includes('snapshot') && left-- <= 0) throw new TypeError('cut')
    return real(...call)
  }) as typeof fetch
  const second = await openNotebook(COMMUNITY, { send: short, session })
  await second.unlock(PIN)
  await second.syncNow()
  expect(shown(second)).toEqual(homes)
  second.lock()
  const notebook = await open(server)
  await notebook.unlock(PIN)
  await notebook.syncNow()
  expect(shown(notebook)).toEqual(homes.slice(3))
})

test('what changes while the chunks come is not missed', async () => {
  const notebook = await open(server)
  await notebook.enrol('Phone')
  const real = server.send
  const late = id()
  let once = true
  server.fault = (path) => {
    if (path.includes('after=2') && once) {
      once = false
      server.put(household(late))
      server.put(household(homes[0] ?? '', { tenure: 'rented' }))
    }
    return null
  }
  void real
  await notebook.setPin(PIN)
  await notebook.syncNow()
  expect(shown(notebook)).toEqual([...homes, late].sort())
  expect(notebook.zone.households.get(homes[0] ?? '')?.tenure).toBe('rented')
})

test('a server put back before the first snapshot was whole is noticed, though others wrote on and nothing waits', async () => {
  const first = await open(server)
  await first.enrol('Phone')
  await first.setPin(PIN)
  server.fault = (path) => (path.includes('snapshot') ? 'lost' : null)
  const fact = await first.write('entry.write', visitTo(homes[0] ?? '', { matter: '第一天' }))
  await first.syncNow()
  expect(first.outbox.value.map((item) => [item.fact.id, item.state])).toEqual([[fact.id, 'received']])
  first.lock()
  server.restore(0)
  for (let n = 0; n < 5; n += 1) server.put(household(id()))
  expect(server.facts.has(fact.id)).toBe(false)
  server.fault = () => null
  const notebook = await open(server)
  await notebook.unlock(PIN)
  await notebook.syncNow()
  expect(server.facts.has(fact.id)).toBe(true)
})
