// @vitest-environment node
// A long random walk of a phone over a bad line: writing, locking, killing, faults, restores. Whatever happens, in the end every
// fact that was acknowledged to the member is on the server once, in the order in which it was written, and shown as received.
import { beforeEach, expect, test } from 'vitest'
import type { Fact, Id } from '../../notebook/contract'
import type { Notebook } from '../../notebook/house'
import { atWork, freshPhone, household, id, me, open, PIN, until, visitTo } from './ground'
import { FakeServer, type Fault } from './server'

/** Mulberry32: the same walk for the same seed. */
function dice(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

const FAULTS: Fault[] = ['lost', 'lost_answer', 'duplicate', 'stranger', 'stumble', 'busy', null, null]
const STEPS = 25
beforeEach(freshPhone)

class Walk {
  notebook!: Notebook
  /** What the member was told is saved. */
  readonly saved: Id[] = []
  readonly texts = new Map<Id, string>()
  private entries: Id[] = []

  constructor(readonly server: FakeServer, readonly home: Id, readonly roll: () => number) {}

  private one<T>(list: readonly T[]): T {
    return list[Math.floor(this.roll() * list.length)] as T
  }

  async write(): Promise<void> {
    const text = `${this.saved.length} ${this.roll()}`
    const last = this.entries.at(-1)
    const fact: Fact = last && this.roll() < 0.3
      ? await this.notebook.write('entry.add', { entry: last, text, kind: 'note' })
      : await this.notebook.write('entry.write', visitTo(this.home, { matter: text }))
    if (fact.kind === 'entry.write') this.entries.push(fact.id)
    this.saved.push(fact.id)
    this.texts.set(fact.id, text)
  }

  /** The program ends in the middle of whatever it does, and is opened again. */
  async kill(): Promise<void> {
    const key = this.notebook.newId()
    // Perhaps it is saved, perhaps not: the member was told neither.
    if (this.roll() < 0.5) void this.notebook.write('entry.write', visitTo(this.home, { matter: 'perhaps' }), { id: key }).catch(() => undefined)
    if (this.roll() < 0.5) void this.notebook.syncNow()
    this.notebook.lock()
    this.notebook = await open(this.server)
    expect(await this.notebook.unlock(PIN)).toBe('open')
  }

  /** The server is put back; it takes a while, so every phone looks before it sends again. */
  async restore(): Promise<void> {
    await this.notebook.syncNow()
    this.notebook.lock()
    this.server.restore(Math.floor(this.server.order.length * this.roll()))
    this.notebook = await open(this.server)
    await this.notebook.unlock(PIN)
  }

  async step(): Promise<void> {
    const what = this.roll()
    if (what < 0.5) await this.write()
    else if (what < 0.7) this.server.faults.push(this.one(FAULTS))
    else if (what < 0.85) await this.notebook.syncNow()
    else if (what < 0.93) await this.kill()
    else if (what < 0.96) await this.restore()
    else this.server.scope = `s${this.roll()}`
  }

  async end(): Promise<void> {
    this.server.faults = []
    this.notebook.lock()
    this.notebook = await open(this.server)
    await this.notebook.unlock(PIN)
    for (let rounds = 0; rounds < 2 || (rounds < 6 && this.notebook.outbox.value.length > 0); rounds += 1) await this.notebook.syncNow()
    await until(() => this.notebook.outbox.value.length === 0)
  }
}

test.each(Array.from({ length: 12 }, (_, seed) => seed + 1))('walk %i loses nothing, doubles nothing, and ends up to date', async (seed) => {
  const server = new FakeServer()
  server.put(me())
  const home = id()
  server.put(household(home))
  const walk = new Walk(server, home, dice(seed))
  walk.notebook = await atWork(server)
  for (let at = 0; at < STEPS; at += 1) await walk.step()
  await walk.end()
  const there = server.order.map((fact) => fact.id)
  expect(new Set(there).size).toBe(there.length)
  expect(there.filter((key) => walk.texts.has(key))).toEqual(walk.saved)
  for (const fact of server.order) {
    const body = fact.body as { matter?: string; text?: string }
    if (walk.texts.has(fact.id)) expect(body.text ?? body.matter).toBe(walk.texts.get(fact.id))
  }
  const entries = server.order.filter((fact) => fact.kind === 'entry.write').map((fact) => fact.id).sort()
  expect([...walk.notebook.zone.entries.keys()].sort()).toEqual(entries)
  for (const key of entries) expect(walk.notebook.zone.entries.get(key)?.handed_in_at).not.toBeNull()
  walk.notebook.lock()
}, 60_000)
