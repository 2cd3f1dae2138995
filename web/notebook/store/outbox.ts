// The facts that were written and what became of each. In memory as the pages read them; on disk sealed, in the order
// they were written. What was received moves to the receipts once the server's own record of it has been pulled.
import { shallowRef, type ShallowRef } from 'vue'
import type { Fact, Id, Receipt } from '../contract'
import type { FactState, OutboxItem } from '../house'
import type { Key, Op } from './database'
import { heldBack, waitingWithTheirs } from './dependence'
import type { Vault } from './vault'

export interface Kept {
  fact: Fact
  state: Exclude<FactState, 'sending'>
  receipt: Receipt | null
  /** Where the server's ledger stood when it answered: the change is there once this was pulled. */
  seq: number | null
}
interface Entry { n: number; k: string; kept: Kept }
const DAY = 86_400_000

/** As the pages see what has left the outbox. */
function itemOf({ fact, state, receipt }: Kept): OutboxItem {
  return { fact, state, receipt, photosWaiting: 0 }
}

/** So long are received facts kept, for a server that was put back from a backup. */
export const KEEP_RECEIVED = 30

export class Outbox {
  readonly items: ShallowRef<OutboxItem[]> = shallowRef([])
  private entries: Entry[] = []
  private sending = new Set<Id>()
  private turn: Promise<unknown> = Promise.resolve()
  /** What was received and has left; null until it is asked for. */
  private late: { day: number; item: OutboxItem }[] | null = null

  constructor(
    private readonly vault: Vault,
    private readonly save: (ops: Op[]) => Promise<Key[]>,
    private readonly photosMissing: (fact: Fact) => number = () => 0,
  ) {}

  /** Read it from the disk: at first, and where another window may have written. */
  load(): Promise<void> {
    return this.inTurn(async () => {
      const entries: Entry[] = []
      await this.vault.each<Kept>('outbox', (read) => {
        for (const { row, value } of read) entries.push({ n: row.n as number, k: row.k, kept: value })
      })
      this.entries = entries
      this.late = null
    })
  }

  find(id: Id): Kept | null {
    return this.entries.find((entry) => entry.kept.fact.id === id)?.kept ?? null
  }

  all(): Kept[] {
    return this.entries.map(({ kept }) => kept)
  }

  /** Add a fact behind all others; resolves once it is on the disk. `also` is written with it or not at all. */
  add(fact: Fact, also: Op[] = []): Promise<void> {
    return this.inTurn(async () => {
      if (this.find(fact.id)) return
      const kept: Kept = { fact, state: 'waiting', receipt: null, seq: null }
      const k = this.vault.freshPlace()
      const [n] = await this.save([{ table: 'outbox', add: await this.vault.seal('outbox', k, kept) }, ...also])
      this.entries = [...this.entries, { n: n as number, k, kept }]
    })
  }

  /** The next facts to be sent, oldest first; those that refer to a refused one wait with it. */
  next(most: number): Fact[] {
    const all = this.all()
    const held = heldBack(all)
    return all.filter((kept) => kept.state === 'waiting' && !held.has(kept.fact.id)).slice(0, most).map((kept) => kept.fact)
  }

  markSending(ids: readonly Id[]): void {
    this.sending = new Set(ids)
    this.publish()
  }

  /** Write down what the server said of each fact. */
  receive(receipts: readonly Receipt[], seq: number, also: Op[] = []): Promise<void> {
    const byId = new Map(receipts.map((receipt) => [receipt.id, receipt]))
    return this.rewrite((all) => waitingWithTheirs(all.map((kept): Kept => {
      const receipt = kept.state === 'waiting' ? byId.get(kept.fact.id) : undefined
      return receipt ? { ...kept, state: receipt.state, receipt, seq } : kept
    })), also)
  }

  /**
   * A fact that the server refused, and whose late duplicate it took after all: what it made is among the server's records. It is
   * received, and leaves the tray. Another's under the same id is not. Answers whether there was one.
   */
  async takenAfterAll(known: (fact: Id) => boolean, seq: number): Promise<boolean> {
    const taken = new Set(this.all()
      .filter((kept) => kept.state === 'refused' && kept.receipt?.why?.code !== 'id_taken' && known(kept.fact.id))
      .map((kept) => kept.fact.id))
    if (taken.size === 0) return false
    await this.rewrite((all) => all.map((kept): Kept =>
      taken.has(kept.fact.id) ? { ...kept, state: 'received', receipt: { id: kept.fact.id, state: 'received' }, seq } : kept))
    return true
  }

  /** The server's records up to `seq` are here: what it received by then, photos and all, is put away among the receipts. */
  settle(seq: number, now: number = Date.now()): Promise<void> {
    return this.inTurn(async () => {
      const done = this.entries.filter(({ kept }) =>
        (kept.state === 'received' || kept.state === 'handed') && kept.seq !== null && kept.seq <= seq && this.photosMissing(kept.fact) === 0)
      if (done.length === 0) return
      const day = Math.floor(now / DAY)
      const ops: Op[] = []
      for (const { n, k, kept } of done) {
        ops.push({ table: 'outbox', drop: n })
        ops.push({ table: 'receipts', put: { ...(await this.vault.seal('receipts', k, kept)), n, day } })
      }
      ops.push({ table: 'receipts', index: 'day', dropWhere: IDBKeyRange.upperBound(day - KEEP_RECEIVED, true) })
      await this.save(ops)
      const gone = new Set(done.map(({ n }) => n))
      this.late?.push(...done.map(({ kept }) => ({ day, item: itemOf(kept) })))
      this.entries = this.entries.filter(({ n }) => !gone.has(n))
    })
  }

  /** What was received or handed on in the last days and has left the outbox: for a person to see, the latest first. */
  async lately(days: number, now: number = Date.now()): Promise<OutboxItem[]> {
    const since = Math.floor(now / DAY) - days
    if (this.late === null) {
      const late: { day: number; item: OutboxItem }[] = []
      await this.vault.each<Kept>('receipts', (read) => {
        for (const { row, value } of read) late.push({ day: row.day ?? 0, item: itemOf(value) })
      })
      this.late = late
    }
    return this.late.filter(({ day }) => day >= since).map(({ item }) => item).reverse()
  }

  /** The server was put back from a backup: what it received in the last 30 days is to be sent again, in its old order. */
  sendAgain(also: Op[]): Promise<void> {
    return this.inTurn(async () => {
      const again: Entry[] = []
      await this.vault.each<Kept>('receipts', (read) => {
        for (const { row, value } of read) again.push({ n: row.n as number, k: row.k, kept: value })
      })
      // What was refused for naming something that is not there may have been refused for that alone.
      const sent = this.entries.filter(({ kept }) =>
        kept.state === 'received' || kept.state === 'handed' || kept.receipt?.why?.code === 'missing')
      const entries = [...again, ...sent].map((entry): Entry => ({
        ...entry, kept: { fact: entry.kept.fact, state: 'waiting', receipt: null, seq: null },
      }))
      const ops: Op[] = again.map(({ n }) => ({ table: 'receipts', drop: n }))
      for (const { n, k, kept } of entries) ops.push({ table: 'outbox', put: { ...(await this.vault.seal('outbox', k, kept)), n } })
      await this.save([...ops, ...also])
      this.late = null
      const byOrder = new Map([...this.entries, ...entries].map((entry) => [entry.n, entry]))
      this.entries = [...byOrder.values()].sort((one, other) => one.n - other.n)
    })
  }

  /** Change facts where they stand; null takes one out. `also` is written with it or not at all. */
  rewrite(change: (all: Kept[]) => (Kept | null)[], also: Op[] = []): Promise<void> {
    return this.inTurn(async () => {
      const fresh = change(this.all())
      const ops: Op[] = []
      const entries: Entry[] = []
      for (const [index, entry] of this.entries.entries()) {
        const kept = fresh[index] ?? null
        if (kept === null) ops.push({ table: 'outbox', drop: entry.n })
        else if (kept !== entry.kept) {
          ops.push({ table: 'outbox', replace: { ...(await this.vault.seal('outbox', entry.k, kept)), n: entry.n } })
        }
        if (kept !== null) entries.push({ ...entry, kept })
      }
      await this.save([...ops, ...also])
      this.entries = entries
    })
  }

  /** Put another fact, written now, in one's place. */
  exchange(id: Id, fact: Fact): Promise<void> {
    return this.inTurn(async () => {
      const old = this.entries.find((entry) => entry.kept.fact.id === id)
      if (!old) return
      const kept: Kept = { fact, state: 'waiting', receipt: null, seq: null }
      const k = this.vault.freshPlace()
      const [n] = await this.save([{ table: 'outbox', drop: old.n }, { table: 'outbox', add: await this.vault.seal('outbox', k, kept) }])
      this.entries = [...this.entries.filter((entry) => entry !== old), { n: n as number, k, kept }]
    })
  }

  /** Once nothing is on its way to the disk. */
  async stillness(): Promise<void> {
    await this.turn
  }

  /** Show the pages how it stands. */
  publish(): void {
    this.items.value = this.entries.map(({ kept }) => ({
      fact: kept.fact,
      state: kept.state === 'waiting' && this.sending.has(kept.fact.id) ? 'sending' : kept.state,
      receipt: kept.receipt,
      photosWaiting: this.photosMissing(kept.fact),
    }))
  }

  /** One change at a time: each is sealed from how the one before left it. */
  private inTurn(work: () => Promise<void>): Promise<void> {
    const done = this.turn.then(work).then(() => this.publish())
    this.turn = done.catch(() => undefined)
    return done
  }
}
