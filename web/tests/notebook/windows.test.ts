// @vitest-environment node
import { beforeEach, expect, test, vi } from 'vitest'
import { Database } from '../../notebook/store/database'
import { inTurn } from '../../notebook/sync/turn'
import { atWork, freshPhone, household, id, me, open, PIN, until, visitTo } from './ground'
import { FakeServer } from './server'

let server: FakeServer
beforeEach(() => {
  freshPhone()
  server = new FakeServer()
  server.put(me())
})

test('what one window writes shows in the other, and goes up once', async () => {
  const home = id()
  server.put(household(home))
  const one = await atWork(server)
  const other = await open(server)
  await other.unlock(PIN)
  await other.syncNow()
  server.offline = true
  const fact = await one.write('entry.write', visitTo(home))
  await until(() => other.outbox.value.length === 1)
  expect(other.zone.entries.get(fact.id)?.matter).toBe('屋顶漏水')
  server.offline = false
  server.calls.length = 0
  await Promise.all([one.syncNow(), other.syncNow(), one.syncNow(), other.syncNow()])
  await until(() => one.outbox.value.length === 0 && other.outbox.value.length === 0)
  expect(server.calls.filter((call) => call === 'POST facts').length).toBe(1)
  expect(other.zone.entries.get(fact.id)?.handed_in_at).not.toBeNull()
  one.lock()
  other.lock()
})

test('both windows write at once, and nothing is lost or doubled', async () => {
  const one = await atWork(server)
  const other = await open(server)
  await other.unlock(PIN)
  server.fault = (() => { let turn = 0; return () => (turn++ % 3 === 0 ? 'lost_answer' as const : null) })()
  const written = await Promise.all(
    Array.from({ length: 12 }, (_, at) => (at % 2 ? one : other).write('entry.write', visitTo(null, { matter: `${at}` }))))
  for (let rounds = 0; rounds < 12; rounds += 1) await Promise.all([one.syncNow(), other.syncNow()])
  await until(() => one.outbox.value.length === 0 && other.outbox.value.length === 0)
  expect(server.order.map((fact) => fact.id).sort()).toEqual(written.map((fact) => fact.id).sort())
  one.lock()
  other.lock()
})

test('without locks in the browser a lease keeps two windows from sending at once', async () => {
  vi.stubGlobal('navigator', {})
  const db = await Database.open('lease', { meta: { key: 'k' } })
  let inside = 0
  let most = 0
  const work = async (): Promise<void> => {
    inside += 1
    most = Math.max(most, inside)
    await new Promise((resolve) => setTimeout(resolve, 20))
    inside -= 1
  }
  const done = await Promise.all([inTurn('x', db, work), inTurn('x', db, work), inTurn('x', db, work)])
  expect(done.filter(Boolean).length).toBe(1)
  expect(most).toBe(1)
  expect(await Promise.all([inTurn('x', db, work), inTurn('x', db, work, true)])).toEqual([true, true])
  expect(most).toBe(1)
  vi.unstubAllGlobals()
})

test('a store that is wiped in one window is let go of in the other', async () => {
  const one = await atWork(server)
  const other = await open(server)
  await other.unlock(PIN)
  expect(await one.signOut()).toBe('wiped')
  await until('wiped', other)
  expect(other.zone.me.value).toBeNull()
})
