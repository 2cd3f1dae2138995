// What the pages read: the server's records with what waits in the outbox drawn upon them. Kept in memory, decrypted;
// emptied when the notebook is locked.
import { shallowReactive, shallowRef } from 'vue'
import type { Id, Me, RecordKind, RecordKinds, SyncRecord } from '../contract'
import type { OutboxItem, Zone } from '../house'
import { draw, type Picture } from './overlay/draw'

type Maps = { [K in RecordKind]: Map<Id, RecordKinds[K]> }
export interface Spot { t: RecordKind; id: Id }
type AnyRecord = RecordKinds[RecordKind]

function emptyMaps(make: () => Map<Id, any>): Maps {
  return {
    me: make(), courtyard: make(), household: make(), concern: make(), entry: make(), clash: make(), doubt: make(), handed: make(),
    plan: make(),
  }
}

export class ZoneStore {
  readonly me = shallowRef<Me | null>(null)
  private readonly base = emptyMaps(() => new Map())
  private readonly shown = emptyMaps(() => shallowReactive(new Map()))
  /** What the outbox draws: by kind and id; null where it takes something away. */
  private drawn = new Map<string, { spot: Spot; record: AnyRecord | null }>()
  private readonly homes = new Map<Id, Id>()
  private items: readonly OutboxItem[] = []
  /** Whether this phone heard that the server has a photo: its arrival is no record of the ledger, so no change tells it. */
  sent: (photo: Id) => boolean = () => false

  readonly zone: Zone = {
    me: this.me, courtyards: this.shown.courtyard, households: this.shown.household, concerns: this.shown.concern,
    entries: this.shown.entry, clashes: this.shown.clash, doubts: this.shown.doubt, handed: this.shown.handed,
    plans: this.shown.plan,
  }

  /** Take the server's records and let go of what it names; what waits is drawn upon them again. */
  take(records: readonly SyncRecord[], gone: readonly Spot[] = []): void {
    const touched: Spot[] = []
    for (const { t, id, d } of records) {
      // A kind that this program does not know yet: a newer one will read it from the disk.
      if (!Object.hasOwn(this.base, t)) continue
      ;(this.base[t] as Map<Id, AnyRecord>).set(id, t === 'entry' ? this.withPhotos(d as RecordKinds['entry']) : d)
      if (t === 'household') for (const person of (d as RecordKinds['household']).residents) this.homes.set(person.id, id)
      touched.push({ t, id })
    }
    for (const { t, id } of gone) if (this.base[t]?.delete(id)) touched.push({ t, id })
    this.show(touched)
  }

  /** Whether the server's own records show what this fact made, or that it took it. */
  knows(fact: Id): boolean {
    const { entry, concern, household, doubt } = this.base
    if (entry.has(fact) || concern.has(fact) || household.has(fact) || this.homes.has(fact)) return true
    const part = (one: { id: Id }): boolean => one.id === fact
    for (const one of entry.values()) if (one.addenda.some(part)) return true
    for (const one of concern.values()) if (one.steps.some(part)) return true
    for (const one of doubt.values()) if (one.fact === fact) return true
    return false
  }

  /** A photo of this entry has reached the server. */
  photoArrived(entry: Id): void {
    const record = this.base.entry.get(entry)
    if (record) this.take([{ t: 'entry', id: entry, d: record }])
  }

  private withPhotos(entry: RecordKinds['entry']): RecordKinds['entry'] {
    return { ...entry, photos: entry.photos.map((photo) => ({ ...photo, here: photo.here || this.sent(photo.id) })) }
  }

  /** Draw these facts instead of those before. */
  follow(items: readonly OutboxItem[]): void {
    this.items = items
    this.show([])
  }

  clear(): void {
    for (const map of Object.values(this.base)) map.clear()
    for (const map of Object.values(this.shown)) map.clear()
    this.drawn.clear()
    this.homes.clear()
    this.items = []
    this.me.value = null
  }

  spots(): Spot[] {
    return Object.entries(this.base).flatMap(([t, map]) => [...map.keys()].map((id) => ({ t: t as RecordKind, id })))
  }

  private show(touched: Spot[]): void {
    const before = this.drawn
    this.drawn = new Map()
    const [me] = this.base.me.values()
    draw(this.items, me ?? null, this.picture())
    for (const spot of touched) this.showOne(spot)
    for (const { spot } of before.values()) this.showOne(spot)
    for (const { spot } of this.drawn.values()) this.showOne(spot)
  }

  private showOne({ t, id }: Spot): void {
    const drawn = this.drawn.get(`${t}:${id}`)
    const record = drawn ? drawn.record : this.base[t].get(id)
    const map = this.shown[t] as Map<Id, AnyRecord>
    if (!record) map.delete(id)
    else if (map.get(id) !== record) map.set(id, record)
    if (t === 'me') this.me.value = (record as Me | undefined) ?? null
  }

  private picture(): Picture {
    const homes = new Map<Id, Id>()
    const get = <K extends RecordKind>(kind: K, id: Id): RecordKinds[K] | undefined => {
      const drawn = this.drawn.get(`${kind}:${id}`)
      return drawn ? ((drawn.record as RecordKinds[K] | null) ?? undefined) : this.base[kind].get(id)
    }
    const write = (spot: Spot, record: AnyRecord | null): void => {
      this.drawn.set(`${spot.t}:${spot.id}`, { spot, record })
    }
    return {
      get,
      put: (t, id, record) => {
        write({ t, id }, record)
        if (t === 'household') for (const person of (record as RecordKinds['household']).residents) homes.set(person.id, id)
      },
      drop: (t, id) => write({ t, id }, null),
      homeOf: (resident) => homes.get(resident) ?? this.homes.get(resident),
      planWith: (fits) => {
        for (const id of new Set([...this.base.plan.keys(), ...[...this.drawn.values()].flatMap(({ spot }) => (spot.t === 'plan' ? [spot.id] : []))])) {
          const plan = get('plan', id)
          if (plan && fits(plan)) return [id, plan]
        }
        return undefined
      },
      entryWith: (comment) => {
        const has = (record: AnyRecord | null): boolean =>
          (record as RecordKinds['entry'] | null)?.comments.some((one) => one.id === comment) ?? false
        for (const { spot, record } of this.drawn.values()) if (spot.t === 'entry' && has(record)) return spot.id
        for (const [id, record] of this.base.entry) if (has(record)) return id
        return undefined
      },
    }
  }
}
