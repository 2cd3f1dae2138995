// @vitest-environment node
import { beforeEach, expect, test, vi } from 'vitest'
import type { Fact, Id } from '../../notebook/contract'
import type { Notebook } from '../../notebook/house'
import { atWork, freshPhone, household, id, me, open, PIN, until, visitTo } from './ground'
import { FakeServer } from './server'

let server: FakeServer
let home: Id
let notebook: Notebook
beforeEach(async () => {
  freshPhone()
  server = new FakeServer()
  server.put(me())
  home = id()
  server.put(household(home))
  notebook = await atWork(server)
})

function concern(entry?: Id): Parameters<typeof notebook.write<'concern.open'>>[1] {
  return { matter: '下水道堵了', category: 'sewer', grade: 'ordinary', source: 'visit', household: home, entry: entry ?? null }
}

async function again(): Promise<Notebook> {
  notebook.lock()
  notebook = await open(server)
  await notebook.unlock(PIN)
  return notebook
}

/** A duplicate of the fact that was long on its way reaches the server now; its answer reaches nobody. */
async function takesLate(fact: Fact): Promise<void> {
  const [{ token }] = server.devices.values() as unknown as [{ token: string }]
  await server.send('/x/sync/v1/facts', { method: 'POST', body: JSON.stringify({ facts: [fact] }), headers: { Authorization: `Bearer ${token}` } })
}

function states(): [string, string][] {
  return notebook.outbox.value.map((item) => [item.fact.kind, item.state])
}

test('facts go in the order in which they were written, twenty at a time at most', async () => {
  server.offline = true
  const written: Id[] = []
  for (let at = 0; at < 45; at += 1) written.push((await notebook.write('entry.write', visitTo(home, { matter: `${at}` }))).id)
  server.offline = false
  server.calls.length = 0
  await notebook.syncNow()
  expect(server.order.map((one) => one.id)).toEqual(written)
  expect(server.calls.filter((call) => call === 'POST facts').length).toBe(3)
})

test('an answer that is lost makes the same facts go again, and each is there once', async () => {
  server.offline = true
  for (let at = 0; at < 5; at += 1) await notebook.write('entry.write', visitTo(home, { matter: `${at}` }))
  server.offline = false
  server.faults = ['lost_answer', 'duplicate']
  await notebook.syncNow()
  expect(states().map(([, state]) => state)).toEqual(Array(5).fill('waiting'))
  await notebook.syncNow()
  expect(server.order.map((one) => (one as Fact<'entry.write'>).body.matter)).toEqual(['0', '1', '2', '3', '4'])
  expect(notebook.outbox.value).toEqual([])
})

test('a page of a hotel\'s network is not taken for the server', async () => {
  server.offline = true
  await notebook.write('entry.write', visitTo(home))
  server.offline = false
  server.faults = ['stranger']
  await notebook.syncNow()
  expect(notebook.sync.doing).toBe('stranger')
  expect(states()).toEqual([['entry.write', 'waiting']])
  expect(notebook.phase.value).toBe('open')
})

test('writing twice under one id writes once', async () => {
  server.offline = true
  const key = notebook.newId()
  await Promise.all([notebook.write('entry.write', visitTo(home), { id: key }), notebook.write('entry.write', visitTo(home), { id: key })])
  expect(states()).toEqual([['entry.write', 'waiting']])
})

test('two facts handed over in one breath keep their order, also where the first still saves its draft', async () => {
  server.offline = true
  const key = notebook.newId()
  for (let at = 0; at < 20; at += 1) {
    void notebook.saveDraft({ id: key, kind: 'entry', startedAt: '', changedAt: '', body: { matter: '屋'.repeat(at) }, photos: [] })
  }
  await Promise.all([notebook.write('entry.write', visitTo(home), { id: key }), notebook.write('concern.open', concern(key))])
  expect(states().map(([kind]) => kind)).toEqual(['entry.write', 'concern.open'])
})

test('a refused fact whose late duplicate the server took after all is received once its record comes down', async () => {
  server.refuse = (fact) => (fact.kind === 'entry.write' ? { code: 'missing', text: 'not here' } : null)
  const entry = await notebook.write('entry.write', visitTo(home))
  await notebook.syncNow()
  const step = await notebook.write('entry.add', { entry: entry.id, text: '又去了一次', kind: 'note' })
  await notebook.syncNow()
  expect(states()).toEqual([['entry.write', 'refused'], ['entry.add', 'waiting']])
  server.refuse = () => null
  await takesLate(entry)
  await notebook.syncNow()
  expect(server.facts.has(step.id)).toBe(true)
  await notebook.syncNow()
  expect(states()).toEqual([])
  expect((await notebook.receivedLately()).map((item) => [item.fact.kind, item.state])).toEqual([['entry.add', 'received'], ['entry.write', 'received']])
  await again()
  expect(states()).toEqual([])
})

test('a record of the same id that is another\'s does not make a refused fact received', async () => {
  server.refuse = () => ({ code: 'id_taken', text: 'taken' })
  const entry = await notebook.write('entry.write', visitTo(home))
  await notebook.syncNow()
  server.refuse = () => null
  await takesLate(entry)
  await notebook.syncNow()
  expect(states()).toEqual([['entry.write', 'refused']])
})

test('the draft is gone when the fact is there', async () => {
  server.offline = true
  const key = notebook.newId()
  void notebook.saveDraft({ id: key, kind: 'entry', startedAt: '', changedAt: '', body: { matter: '屋' }, photos: [] })
  void notebook.saveDraft({ id: key, kind: 'entry', startedAt: '', changedAt: '', body: { matter: '屋顶' }, photos: [] })
  await notebook.write('entry.write', visitTo(home), { id: key })
  expect(notebook.drafts.value).toEqual([])
  await again()
  expect(notebook.drafts.value).toEqual([])
  expect(states()).toEqual([['entry.write', 'waiting']])
})

test('a fact for which there is no room leaves its draft with the last words', async () => {
  server.offline = true
  const key = notebook.newId()
  for (const matter of ['屋', '屋顶', '屋顶漏']) void notebook.saveDraft({ id: key, kind: 'entry', startedAt: '', changedAt: '', body: { matter }, photos: [] })
  const add = vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(() => { throw new DOMException('full', 'QuotaExceededError') })
  await expect(notebook.write('entry.write', visitTo(home), { id: key })).rejects.toMatchObject({ code: 'full' })
  add.mockRestore()
  await again()
  expect(notebook.drafts.value.map((draft) => draft.body)).toEqual([{ matter: '屋顶漏' }])
  expect(states()).toEqual([])
})

test('a refused fact stays, and what leans on it waits with it, while others go', async () => {
  server.refuse = (fact) => (fact.kind === 'concern.open' ? { code: 'invalid', text: 'no', fields: { category: 'which?' } }
    : fact.kind === 'concern.step' ? { code: 'missing', text: 'not here' } : null)
  server.offline = true
  const opened = await notebook.write('concern.open', concern())
  await notebook.write('concern.step', { concern: opened.id, kind: 'take_in_hand' })
  await notebook.write('household.confirm', { household: home })
  server.offline = false
  await notebook.syncNow()
  await notebook.write('concern.step', { concern: opened.id, kind: 'answer', text: '通了' })
  await notebook.syncNow()
  expect(states()).toEqual([['concern.open', 'refused'], ['concern.step', 'waiting'], ['concern.step', 'waiting']])
  expect(notebook.outbox.value[0]?.receipt?.why?.fields).toEqual({ category: 'which?' })
  expect(server.order.map((one) => one.kind)).toEqual(['household.confirm'])
  await again()
  expect(states()).toEqual([['concern.open', 'refused'], ['concern.step', 'waiting'], ['concern.step', 'waiting']])
  expect(notebook.zone.concerns.get(opened.id)?.matter).toBe('下水道堵了')
})

test('a corrected fact goes under its own id, and what leaned on it follows', async () => {
  server.refuse = (fact) => (fact.kind === 'concern.open' ? { code: 'invalid', text: 'no' }
    : fact.kind === 'concern.step' ? { code: 'missing', text: 'not here' } : null)
  server.offline = true
  const opened = await notebook.write('concern.open', concern())
  const step = await notebook.write('concern.step', { concern: opened.id, kind: 'take_in_hand' })
  server.offline = false
  await notebook.syncNow()
  server.refuse = () => null
  await notebook.correct(opened.id, { ...concern(), category: 'water' })
  await notebook.syncNow()
  expect(server.order.map((one) => one.id)).toEqual([opened.id, step.id])
  expect((server.order[0] as Fact<'concern.open'>).body.category).toBe('water')
})

test('a corrected fact whose id is another\'s gets a fresh one, and what leans on it is changed to that', async () => {
  server.refuse = (fact) => (fact.kind === 'concern.open' ? { code: 'id_taken', text: 'no' } : null)
  server.offline = true
  const opened = await notebook.write('concern.open', concern())
  server.offline = false
  await notebook.syncNow()
  const step = await notebook.write('concern.step', { concern: opened.id, kind: 'take_in_hand' })
  server.refuse = () => null
  await notebook.correct(opened.id, concern())
  await notebook.syncNow()
  const [first, second] = server.order as [Fact<'concern.open'>, Fact<'concern.step'>]
  expect(first.id).not.toBe(opened.id)
  expect([second.id, second.body.concern]).toEqual([step.id, first.id])
})

test('discarding a refused fact tells again why what leaned on it was refused', async () => {
  server.refuse = (fact) => (fact.kind === 'concern.open' ? { code: 'invalid', text: 'no' }
    : fact.kind === 'concern.step' ? { code: 'missing', text: 'not here' } : null)
  server.offline = true
  const opened = await notebook.write('concern.open', concern())
  await notebook.write('concern.step', { concern: opened.id, kind: 'take_in_hand' })
  server.offline = false
  await notebook.syncNow()
  await notebook.discard(opened.id)
  expect(states()).toEqual([['concern.step', 'refused']])
})

test('a refused fact handed to the keeper travels within another', async () => {
  server.refuse = (fact) => (fact.kind === 'household.confirm' ? { code: 'not_yours', text: 'no' } : null)
  const fact = await notebook.write('household.confirm', { household: home })
  await notebook.syncNow()
  await notebook.hand(fact.id)
  await notebook.syncNow()
  expect(server.order.map((one) => one.kind)).toEqual(['fact.hand'])
  expect((server.order[0] as Fact<'fact.hand'>).body.fact.id).toBe(fact.id)
  expect(notebook.outbox.value).toEqual([])
})

test('one fact that cannot be read at all does not hold up the others', async () => {
  server.offline = true
  for (const matter of ['a', 'b', 'poison', 'c']) await notebook.write('entry.write', visitTo(home, { matter }))
  notebook.lock()
  server.offline = false
  const real = server.send
  const picky = Object.assign(async (...[input, init]: Parameters<typeof fetch>) => {
    const sick = String(input).endsWith('/facts') && String(init?.body).includes('poison')
    const said = { code: 'unreadable', text: 'cannot be read', now: server.now() }
    return sick ? new Response(JSON.stringify(said), { status: 422, headers: { 'Content-Type': 'application/json' } }) : real(input, init)
  })
  notebook = await open(Object.assign(server, { send: picky }) as FakeServer)
  await notebook.unlock(PIN)
  await notebook.syncNow()
  expect(server.order.map((one) => (one as Fact<'entry.write'>).body.matter)).toEqual(['a', 'b', 'c'])
  expect(states()).toEqual([['entry.write', 'refused']])
  expect(notebook.outbox.value[0]?.receipt?.why?.text).toBe('cannot be read')
})

test('a server put back from a backup gets again what it had received, in the old order, before what waits', async () => {
  const first = await notebook.write('entry.write', visitTo(home, { matter: '1' }))
  await notebook.syncNow()
  const second = await notebook.write('entry.write', visitTo(home, { matter: '2' }))
  await notebook.syncNow()
  expect(notebook.outbox.value).toEqual([])
  server.offline = true
  const third = await notebook.write('entry.add', { entry: second.id, text: '补充', kind: 'note' })
  notebook.lock()
  server.offline = false
  server.restore(1)
  await again()
  await notebook.syncNow()
  await until(() => notebook.outbox.value.length === 0)
  expect(server.order.map((one) => one.id)).toEqual([first.id, second.id, third.id])
  expect([...notebook.zone.entries.values()].map((one) => one.matter).sort()).toEqual(['1', '2'])
})

test('what was received after the last pull is found missing too', async () => {
  const first = await notebook.write('entry.write', visitTo(home, { matter: '1' }))
  server.fault = (path) => (path.includes('changes') ? 'lost' : null)
  await notebook.syncNow()
  expect(states()).toEqual([['entry.write', 'received']])
  notebook.lock()
  server.fault = () => null
  server.restore(0)
  await again()
  await notebook.syncNow()
  expect(server.order.map((one) => one.id)).toEqual([first.id])
  expect(notebook.outbox.value).toEqual([])
})

test('an old program keeps what waits', async () => {
  server.offline = true
  await notebook.write('entry.write', visitTo(home))
  server.offline = false
  server.problem = { status: 426, code: 'update' }
  await notebook.syncNow()
  expect(notebook.phase.value).toBe('update')
  server.problem = null
  await again()
  await notebook.syncNow()
  expect(server.order.length).toBe(1)
})

test('a token that the server does not know asks for signing in, and keeps what waits', async () => {
  server.offline = true
  await notebook.write('entry.write', visitTo(home))
  server.offline = false
  for (const device of server.devices.values()) device.token = 'another'
  await notebook.syncNow()
  expect(notebook.phase.value).toBe('sign_in')
  await notebook.recover()
  await notebook.setPin(PIN)
  await notebook.syncNow()
  expect(server.order.length).toBe(1)
})

test('moments go up by the device\'s clock and are shown by the server\'s', async () => {
  server.ahead = 3600_000
  await notebook.syncNow()
  expect(notebook.sync.offsetMs).toBeLessThan(-3500_000)
  server.offline = true
  const begun = notebook.now().toISOString()
  const fact = await notebook.write('entry.write', visitTo(home, { began_at: begun }))
  expect(Math.abs(Date.parse(fact.body.began_at) - Date.now())).toBeLessThan(1000)
  expect(Math.abs(Date.parse(fact.noted_at) - Date.now())).toBeLessThan(1000)
  expect(fact.clock?.offset_ms).toBe(notebook.sync.offsetMs)
  expect(notebook.zone.entries.get(fact.id)?.began_at).toBe(begun)
})
