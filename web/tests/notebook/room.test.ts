// @vitest-environment node
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { makeDataKey } from '../../notebook/store/keys'
import { Outbox } from '../../notebook/store/outbox'
import { isSafe, Photos } from '../../notebook/store/photos'
import { levelOf, Room } from '../../notebook/store/room'
import { Vault } from '../../notebook/store/vault'
import type { Op } from '../../notebook/store/database'
import { freshPhone, id, visitTo } from './ground'

const MB = 1_048_576
let vault: Vault
let photos: Photos
let room: Room
/** Bytes that the phone takes in all; writes beyond are refused as a browser refuses them. */
let quota: number

function sizeOf(value: unknown): number {
  if (value instanceof Uint8Array) return value.length
  return value !== null && typeof value === 'object' ? Object.values(value).reduce((sum: number, part) => sum + sizeOf(part), 0) : 8
}

async function used(): Promise<number> {
  let sum = 0
  for (const table of ['records', 'outbox', 'drafts', 'photos', 'blobs', 'reserve']) {
    for (const row of await vault.db.all(table)) sum += sizeOf(row)
  }
  return sum
}

beforeEach(async () => {
  freshPhone()
  quota = 64 * MB
  vault = await Vault.open('p', makeDataKey())
  const real = vault.db.commit.bind(vault.db)
  vault.db.commit = async (ops: Op[], strict?: boolean) => {
    const more = ops.reduce((sum, op) => sum + ('put' in op ? sizeOf(op.put) : 'add' in op ? sizeOf(op.add) : 0), 0)
    if (more > 0 && (await used()) + more > quota) throw new DOMException('full', 'QuotaExceededError')
    return real(ops, strict)
  }
  photos = new Photos(vault, () => new Date(), async (file) => ({ bytes: new Uint8Array(await file.arrayBuffer()), width: 10, height: 10 }))
  room = new Room(vault, () => photos.free())
  photos.room = room
  vi.stubGlobal('navigator', { storage: { estimate: async () => ({ usage: await used(), quota }), persisted: async () => false } })
})
afterEach(() => vi.unstubAllGlobals())

function outbox(): Outbox {
  return new Outbox(vault, room.saveText.bind(room))
}

async function write(box: Outbox, matter: string): Promise<string> {
  const key = id()
  const body = visitTo(null, { matter })
  await box.add({ id: key, kind: 'entry.write', noted_at: '2026-11-24T01:00:00.000Z', clock: null, body })
  return key
}

test('a photo that finds no room is refused with a clear word, and nothing is lost', async () => {
  await room.measure()
  await room.keepReserve()
  const first = await photos.add(new Blob([new Uint8Array(MB)]))
  quota = (await used()) + 1000
  await expect(photos.add(new Blob([new Uint8Array(MB)]))).rejects.toMatchObject({ code: 'full', message: 'full' })
  expect(room.state.level).toBe('full')
  expect(await photos.bytes(first.id)).not.toBeNull()
  expect(await vault.db.count('reserve')).toBe(1)
})

test('text is still saved on a full phone: safe photos go first, then the reserve is given', async () => {
  await room.measure()
  await room.keepReserve()
  const safe = await photos.add(new Blob([new Uint8Array(MB)]))
  const kept = await photos.add(new Blob([new Uint8Array(MB)]))
  await photos.change(safe.id, { sentAt: '2026-01-01T00:00:00.000Z' })
  quota = await used()
  const box = outbox()
  const text = '漏'.repeat(20_000)
  await write(box, text)
  expect([await photos.bytes(safe.id) === null, await photos.bytes(kept.id) !== null, await vault.db.count('reserve')]).toEqual([true, true, 1])
  quota = await used()
  const second = await write(box, text)
  expect([await photos.bytes(kept.id) !== null, await vault.db.count('reserve')]).toEqual([true, 0])
  const again = outbox()
  await again.load()
  expect(again.items.value.map((item) => item.fact.id)).toContain(second)
})

test('where nothing helps any more, writing says so before it claims to have saved', async () => {
  quota = await used()
  const box = outbox()
  await expect(write(box, '屋顶')).rejects.toMatchObject({ code: 'full' })
  expect(box.items.value).toEqual([])
})

test('the reserve is put aside again once there is room', async () => {
  await room.measure()
  await room.keepReserve()
  quota = await used()
  await write(outbox(), '漏'.repeat(1000))
  expect(await vault.db.count('reserve')).toBe(0)
  expect(room.state.level).toBe('fine')
  await room.measure()
  expect(room.state.level).toBe('full')
  quota = 64 * MB
  await room.measure()
  expect(room.state.level).toBe('fine')
  await room.keepReserve()
  expect(await vault.db.count('reserve')).toBe(1)
})

test('a photo is safe to let go of when it lies in a verified backup, or was sent thirty days ago, and never before it was sent', () => {
  const photo = { id: id(), sha256: '', width: 1, height: 1, size: 1, sentAt: '2026-11-20T00:00:00.000Z' }
  const now = Date.parse('2026-11-24T00:00:00Z')
  expect(isSafe(photo, null, now)).toBe(false)
  expect(isSafe(photo, '2026-11-19T00:00:00.000Z', now)).toBe(false)
  expect(isSafe(photo, '2026-11-21T00:00:00.000Z', now)).toBe(true)
  expect(isSafe({ ...photo, sentAt: '2026-10-01T00:00:00.000Z' }, null, now)).toBe(true)
  expect(isSafe({ ...photo, sentAt: null }, '2026-11-24T00:00:00.000Z', now)).toBe(false)
})

test.each([
  [10 * MB, 1000 * MB, false, 'fine'], [960 * MB, 1000 * MB, false, 'tight'], [998 * MB, 1000 * MB, false, 'full'],
  [10 * MB, 1000 * MB, true, 'full'], [0, 0, false, 'fine'],
] as const)('%i of %i bytes (refused before: %s) is %s', (taken, all, wasFull, level) => {
  expect(levelOf(taken, all, wasFull)).toBe(level)
})
