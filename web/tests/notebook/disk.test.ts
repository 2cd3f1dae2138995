// @vitest-environment node
import { beforeEach, expect, test } from 'vitest'
import { everything, putRow, rowsOf, vaultName } from './disk'
import { atWork, freshPhone, household, id, me, open, PIN, visitTo } from './ground'
import { FakeServer } from './server'

let server: FakeServer
beforeEach(() => {
  freshPhone()
  server = new FakeServer()
  server.put(me())
})

test('on the disk stand the name of the member and the community, and nothing of what they know', async () => {
  const home = id()
  server.put(household(home))
  const notebook = await atWork(server)
  server.offline = true
  const fact = await notebook.write('entry.write', visitTo(home))
  await notebook.saveDraft({ id: notebook.newId(), kind: 'entry', startedAt: '', changedAt: '', body: { matter: '还没写完' }, photos: [] })
  await notebook.beginVisit({ household: home, courtyard: null })
  const token = [...server.devices.values()][0]?.token ?? ''
  const text = await everything()
  expect(text).toContain('李月')
  expect(text).toContain('110101005012')
  for (const secret of ['王秀兰', '屋顶漏水', '还没写完', '13800000001', home, fact.id, token, PIN, server.account, '第一片']) {
    expect(text.includes(secret), secret).toBe(false)
  }
})

test('a record that was changed, or put in the place of another, is not shown', async () => {
  const homes = [id(), id(), id(), id()]
  for (const home of homes) server.put(household(home))
  ;(await atWork(server)).lock()
  server.offline = true
  const name = await vaultName()
  const rows = await rowsOf(name, 'records')
  expect(rows.length).toBe(5)
  const [one, other] = rows as { k: string; c: Uint8Array }[]
  if (!one || !other) throw new Error('no rows')
  await putRow(name, 'records', { ...one, c: other.c })
  const spoilt = other.c.slice()
  spoilt[20] = (spoilt[20] ?? 0) ^ 1
  await putRow(name, 'records', { ...other, c: spoilt })
  const notebook = await open(server)
  await notebook.unlock(PIN)
  const shown = notebook.zone.households.size + (notebook.zone.me.value ? 1 : 0)
  expect(shown).toBe(3)
})
