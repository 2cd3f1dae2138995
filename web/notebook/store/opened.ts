// Everything that is there while a member's store is open; closed as one.
import { reactive, ref, watch, type Ref } from 'vue'
import type { Fact, FactBodies, FactKind, Id, PhotoBody } from '../contract'
import type { SyncState } from '../house'
import { Api } from '../sync/api'
import { Clock, clockFrom, type ClockState } from '../sync/clock'
import { Engine } from '../sync/engine'
import { Known } from '../sync/known'
import { Pull } from '../sync/pull'
import { Push } from '../sync/push'
import { corrected, discarded } from './dependence'
import { Drafts } from './drafts'
import { whenIdle } from './idle'
import { idsIn, newId } from './ids'
import { moved } from './moments'
import { Outbox } from './outbox'
import { Photos } from './photos'
import { Room } from './room'
import type { Vault } from './vault'
import { Windows } from './windows'
import type { ZoneStore } from './zone'

const DAY = 86_400_000
/** The clock is written down so often at most (ms). */
const CLOCK_KEPT_EVERY = 30_000

export interface Surroundings {
  profile: string; community: string; zone: ZoneStore; sync: SyncState; usable: Ref<boolean>; send?: typeof fetch
  stopped: (code: 'sign_in' | 'update' | 'forget' | 'gone') => Promise<void>
  /** The server was spoken to at this moment of the device's clock. */
  contact: (deviceAt: number) => void
}

export class Opened {
  readonly clock = new Clock()
  readonly drafts: Drafts
  readonly outbox: Outbox
  readonly photos: Photos
  readonly room: Room
  readonly api: Api
  readonly engine: Engine
  private readonly pull: Pull
  private readonly windows: Windows
  private readonly unwatch: () => void
  private token: string | null = null
  private clockKeptAt = 0
  private adding: Promise<unknown> = Promise.resolve()

  constructor(private readonly vault: Vault, private readonly around: Surroundings) {
    const { zone, sync, usable, profile } = around
    this.photos = new Photos(vault, () => this.clock.now())
    zone.sent = (photo) => Boolean(this.photos.get(photo)?.sentAt)
    this.room = this.photos.room = new Room(vault, () => this.photos.free())
    const save = this.room.saveText.bind(this.room)
    this.drafts = new Drafts(vault, (ops) => save(ops, false))
    this.outbox = new Outbox(vault, save, (fact) => this.photos.missingOf(fact))
    this.unwatch = watch(this.outbox.items, (items) => zone.follow(items), { flush: 'sync' })
    this.api = new Api(around.community, () => this.token, (...heard) => this.heard(...heard), around.send)
    this.windows = new Windows(profile, (word) => void this.told(word))
    const known = new Known(vault)
    this.pull = new Pull(this.api, vault, this.room, zone, known, (progress) => {
      sync.progress = progress
      usable.value = true
    })
    this.engine = new Engine({
      name: `minqing-${profile}`, vault, api: this.api, outbox: this.outbox, photos: this.photos, pull: this.pull, state: sync,
      push: new Push(this.api, this.outbox, known, () => { sync.doing = 'sending' }),
      stopped: around.stopped,
      knows: (fact) => zone.knows(fact),
      arrived: (entry) => zone.photoArrived(entry),
      pulled: () => {
        usable.value = true
        this.windows.tell('pulled')
      },
      call: () => this.windows.tell('wrote'),
    })
  }

  /** Read everything from the disk. */
  async load(): Promise<void> {
    const [token, clock] = await Promise.all([this.vault.meta<string>('token'), this.vault.meta<ClockState>('clock')])
    this.token ??= token
    this.setClock(this.clock.state ?? clock)
    await Promise.all([this.photos.load(), this.drafts.load()])
    await this.outbox.load()
    const any = await this.pull.load()
    if (any) this.around.usable.value = true
    await this.sweep()
    void this.room.measure().then(() => this.room.keepReserve())
  }

  async setToken(token: string): Promise<void> {
    this.token = token
    await this.vault.keepMeta('token', token)
  }

  /** When the server was last spoken to, by the device's clock; null before the first time. */
  get contactAt(): number | null {
    return this.clock.state?.deviceAt ?? null
  }

  async write<K extends FactKind>(kind: K, body: FactBodies[K], options: { id?: Id; photos?: Id[] } = {}): Promise<Fact<K>> {
    const id = options.id ?? newId()
    const known = this.outbox.find(id)
    if (known) return known.fact as Fact<K>
    const clock = this.clock.carried()
    const plain = moved(kind, body, clock?.offset_ms ?? 0)
    if (options.photos) Object.assign(plain, { photos: this.photoBodies(options.photos) })
    const fact: Fact<K> = { id, kind, noted_at: this.clock.deviceNow(), clock, body: plain }
    // Facts come into the outbox in the order in which they were handed over, however long one of them waits for its draft.
    const added = this.adding.then(() => this.add(fact))
    this.adding = added.catch(() => undefined)
    await added
    this.tellWritten()
    return fact
  }

  /** The draft goes in the same stroke in which the fact comes, so that a crash leaves exactly one of them. */
  private async add(fact: Fact): Promise<void> {
    await this.drafts.stillness(fact.id)
    try {
      await this.outbox.add(fact, [await this.drafts.dropOp(fact.id)])
    } catch (error) {
      await this.drafts.keepAgain(fact.id).catch(() => undefined)
      throw error
    }
    this.drafts.hide(fact.id)
  }

  /** A refused fact, written anew; its moments come by the clock put right, as those of `write`. */
  async correct(id: Id, body: Fact['body']): Promise<void> {
    const fact = this.outbox.find(id)?.fact
    if (!fact) return
    await this.outbox.rewrite((all) => corrected(all, id, moved(fact.kind, body, fact.clock?.offset_ms ?? 0)))
    this.tellWritten()
  }

  /** To the household's keeper: the refused fact travels within another. */
  async hand(id: Id): Promise<void> {
    const kept = this.outbox.find(id)
    if (!kept) return
    const body = { fact: kept.fact }
    await this.outbox.exchange(id, { id: newId(), kind: 'fact.hand', noted_at: this.clock.deviceNow(), clock: this.clock.carried(), body })
    this.tellWritten()
  }

  /** What the server has meanwhile is not discarded: it is there. */
  async discard(id: Id): Promise<void> {
    const kept = this.outbox.find(id)
    if (kept?.state === 'received' || kept?.state === 'handed') return
    await this.outbox.rewrite((all) => discarded(all, id))
    if (kept?.fact.kind === 'entry.write') {
      for (const photo of (kept.fact as Fact<'entry.write'>).body.photos ?? []) await this.photos.drop(photo.id)
    }
    this.tellWritten()
  }

  /** Let go of the draft and of its photos, where no fact took them over. */
  async dropDraft(id: Id): Promise<void> {
    const draft = this.drafts.drafts.value.find((one) => one.id === id)
    // It went with the fact that it became.
    if (!draft && this.outbox.find(id)) return
    await this.drafts.drop(id)
    const taken = idsIn(this.outbox.all().map((kept) => kept.fact.body))
    for (const photo of draft?.photos ?? []) if (!taken.has(photo.id)) await this.photos.drop(photo.id)
  }

  /** Stop, let what is being saved reach the disk, and close. */
  async close(): Promise<void> {
    this.engine.stop()
    this.api.close()
    this.unwatch()
    this.windows.close()
    this.photos.forget()
    await this.drafts.flushed()
    await this.adding
    await this.outbox.stillness()
    this.vault.close()
  }

  /** The other windows of this notebook are to let go of the store, for it is deleted. */
  tellWiped(): void {
    this.windows.tell('wiped')
  }

  private photoBodies(ids: Id[]): PhotoBody[] {
    return ids.flatMap((id) => {
      const photo = this.photos.get(id)
      return photo ? [{ id, sha256: photo.sha256, width: photo.width, height: photo.height, size: photo.size }] : []
    })
  }

  private tellWritten(): void {
    this.windows.tell('wrote')
    // First the screen shows that it is kept; sending takes its turn after that.
    whenIdle(() => this.engine.wake())
  }

  private async told(word: 'wrote' | 'pulled' | 'wiped'): Promise<void> {
    if (word === 'wiped') return this.around.stopped('gone')
    await this.outbox.load()
    if (word === 'pulled') await this.pull.reload()
    else this.engine.wake()
  }

  private heard(now: string, askedAt: number, cameAt: number): void {
    const state = clockFrom(now, askedAt, cameAt)
    if (!state) return
    const jumped = Math.abs(state.offset - (this.clock.state?.offset ?? Number.NaN)) > 1_000
    this.setClock(state)
    if (!jumped && this.clock.state && cameAt - this.clockKeptAt < CLOCK_KEPT_EVERY) return
    this.clockKeptAt = cameAt
    this.around.contact(cameAt)
    void this.vault.keepMeta('clock', state).catch(() => undefined)
  }

  private setClock(state: ClockState | null): void {
    this.clock.state = state
    if (!state) return
    this.around.sync.offsetMs = state.offset
    this.around.sync.lastContact = new Date(state.contactAt).toISOString()
  }

  /** Photos that belong to nothing (the program ended between picture and draft) are let go of after a day. */
  private async sweep(): Promise<void> {
    const used = idsIn([this.drafts.drafts.value, this.outbox.all().map((kept) => kept.fact.body)])
    for (const photo of this.photos.unsent()) {
      const madeAt = Number.parseInt(photo.id.replaceAll('-', '').slice(0, 12), 16)
      if (!used.has(photo.id) && Date.now() - madeAt > DAY) await this.photos.drop(photo.id)
    }
  }
}

export function newSync(): SyncState {
  return reactive({ doing: 'idle', lastContact: null, progress: null, offsetMs: 0 })
}

export function newUsable(): Ref<boolean> {
  return ref(false)
}
