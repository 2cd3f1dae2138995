// Down: current state, not history. A snapshot in chunks, resumable after a restart; then what changed since.
import type { SyncRecord } from '../contract'
import type { Op } from '../store/database'
import type { Room } from '../store/room'
import type { SealedRow, Vault } from '../store/vault'
import type { Spot, ZoneStore } from '../store/zone'
import type { Api } from './api'
import type { Known } from './known'
import { codeOf } from './trouble'

interface Stand { seq: number; hash: string; scope: string }
interface Taking { after: string | null; from: Stand | null; done: number; total: number }
export interface PullState {
  /** Where the phone stands in the ledger; null before the first snapshot is whole. */
  at: Stand | null
  /** Counts snapshots: a record bears the count of the one that brought it. */
  generation: number
  taking: Taking | null
}
const NAME = 'pull'
const FRESH: Taking = { after: null, from: null, done: 0, total: 0 }
export const NOTHING_YET: PullState = { at: null, generation: 0, taking: null }

export interface Progress { done: number; total: number }

export class Pull {
  private state: PullState = NOTHING_YET
  /** What the snapshot under way has brought. */
  private seen = new Set<string>()

  constructor(
    private readonly api: Api,
    private readonly vault: Vault,
    private readonly room: Pick<Room, 'saveRest'>,
    private readonly zone: ZoneStore,
    private readonly known: Known,
    private readonly told: (progress: Progress | null) => void,
  ) {}

  /** Read the records from the disk into the zone; answers whether there were any. */
  async load(): Promise<boolean> {
    this.state = (await this.vault.meta<PullState>(NAME)) ?? NOTHING_YET
    await this.known.load()
    this.seen = new Set()
    let any = false
    const spoilt = await this.vault.each<SyncRecord>('records', (read) => {
      any ||= read.length > 0
      // Asked for only at the end of a snapshot that goes on where it broke off.
      if (this.state.taking !== null) for (const { row, value } of read) if (row.g === this.state.generation) this.seen.add(`${value.t}:${value.id}`)
      this.zone.take(read.map(({ value }) => value))
    }, await this.vault.records(NAME))
    // A record that does not open is fetched again with all others.
    if (spoilt > 0) this.state = { ...this.state, at: null, taking: null }
    return any
  }

  /** Another window pulled: read again, and let go of what is gone. */
  async reload(): Promise<void> {
    const before = this.zone.spots()
    const now = new Set<string>()
    await this.vault.each<SyncRecord>('records', (read) => {
      for (const { value } of read) now.add(`${value.t}:${value.id}`)
      this.zone.take(read.map(({ value }) => value))
    })
    this.zone.take([], before.filter(({ t, id }) => !now.has(`${t}:${id}`)))
  }

  /** Bring the zone up to date; answers the `seq` that is whole. */
  async run(): Promise<number> {
    await this.catchUp()
    if (this.state.at === null || this.state.taking !== null) {
      // The place that a snapshot tells takes that of what this phone had heard: first it is asked whether that still holds.
      await this.ask()
      await this.snapshot()
    }
    for (;;) {
      const more = await this.step()
      if (this.state.taking !== null) await this.snapshot()
      else if (!more) return (this.state.at as Stand).seq
    }
  }

  /** One look before anything is sent: whether the server still is where it was. Throws `restored` where it is not. */
  async look(): Promise<void> {
    await this.catchUp()
    if (this.state.at !== null && this.state.taking === null) await this.step()
    else await this.ask()
  }

  /** While a snapshot is being taken only the question matters: what came in between is in what follows it. */
  private async ask(): Promise<void> {
    const { at, taking } = this.state
    const place = at ?? taking?.from ?? this.known.stand()
    if (place) await this.api.changes(place.seq, place.hash, place.scope, this.known.spelled())
  }

  /** Another window may have got further meanwhile. */
  private async catchUp(): Promise<void> {
    const kept = await this.vault.meta<PullState>(NAME)
    if (kept && kept.generation !== this.state.generation) await this.load()
    else if (kept && this.state.at !== null) this.state = kept
    await this.known.load()
  }

  /** Take the next changes; answers whether there are more. A reset begins a snapshot. */
  private async step(): Promise<boolean> {
    const { seq, hash, scope } = this.state.at as Stand
    const answer = await this.api.changes(seq, hash, scope, this.known.spelled())
    if (answer.reset) {
      this.begin()
      return true
    }
    await this.take(answer.records, answer.gone, { ...this.state, at: { seq: answer.seq, hash: answer.hash, scope: answer.scope } })
    return answer.more
  }

  /** To be written with the facts that are to be sent again: take everything anew. */
  async forgetOps(): Promise<Op[]> {
    this.state = { ...this.state, at: null, taking: null }
    return [await this.vault.metaOp(NAME, this.state), await this.known.forgetOp()]
  }

  private async snapshot(): Promise<void> {
    if (this.state.taking === null) this.begin()
    for (;;) {
      const taking = this.state.taking ?? FRESH
      const answer = await this.api.snapshot(taking.after).catch((error: unknown) => {
        // The place where it broke off is not known any more: from the beginning.
        if (taking.after === null || !['unreadable', 'missing'].includes(codeOf(error))) throw error
        return null
      })
      if (answer === null) {
        this.begin()
        continue
      }
      // What changed while the chunks came is asked for from where the first stood.
      const from = taking.from ?? { seq: answer.seq, hash: answer.hash, scope: answer.scope }
      const done = taking.done + answer.records.length
      const next: Taking = { after: answer.next, from, done, total: answer.total }
      const whole = answer.next === null
      await this.take(answer.records, [], whole ? { ...this.state, at: from, taking: null } : { ...this.state, taking: next }, whole)
      this.told(whole ? null : { done, total: Math.max(done, answer.total) })
      if (whole) return
    }
  }

  private begin(): void {
    this.seen = new Set()
    this.state = { ...this.state, generation: this.state.generation + 1, taking: FRESH }
  }

  /** Write records and where the phone then stands in one stroke, then show them. */
  private async take(records: SyncRecord[], gone: Spot[], state: PullState, whole = false): Promise<void> {
    const rows = await Promise.all(records.map((record) => this.sealed(record, state.generation)))
    const ops: Op[] = rows.map((row) => ({ table: 'records', put: row }))
    for (const { t, id } of gone) ops.push({ table: 'records', drop: await this.vault.place(t, id) })
    // What the snapshot did not bring is the member's no longer: it is let go of.
    if (whole) ops.push({ table: 'records', index: 'g', dropWhere: IDBKeyRange.upperBound(state.generation, true) })
    const at = state.taking?.from ?? state.at
    await this.room.saveRest([...ops, await this.vault.metaOp(NAME, state), ...(at ? await this.known.ops(at) : [])])
    this.state = state
    for (const { t, id } of records) this.seen.add(`${t}:${id}`)
    const released = whole ? this.zone.spots().filter(({ t, id }) => !this.seen.has(`${t}:${id}`)) : []
    this.zone.take(records, [...gone, ...released])
  }

  private async sealed(record: SyncRecord, generation: number): Promise<SealedRow> {
    const k = await this.vault.place(record.t, record.id)
    return { ...(await this.vault.seal('records', k, record)), g: generation }
  }
}
