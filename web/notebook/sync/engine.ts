// The loop that keeps phone and server together: up, down, photos; then wait, and again. It never throws; what went wrong it tells.
import type { Id } from '../contract'
import type { SyncState } from '../house'
import type { Outbox } from '../store/outbox'
import type { Photos } from '../store/photos'
import type { Vault } from '../store/vault'
import type { Api } from './api'
import { Backoff } from './backoff'
import { Carrier } from './carrier'
import type { Pull } from './pull'
import type { Push } from './push'
import { codeOf, Trouble, type TroubleCode } from './trouble'
import { inTurn } from './turn'

/** Between two rounds without anything to send, while the notebook is looked at and while it is not (ms). */
const EVERY = 60_000
const EVERY_UNSEEN = 600_000
/** A pull that is younger than this tells well enough that the server is where it was (ms). */
const LOOK_EVERY = 30_000
const BACKUP_ASKED_EVERY = 6 * 3600_000

export interface Parts {
  name: string; vault: Vault; api: Api; outbox: Outbox; photos: Photos; push: Push; pull: Pull; state: SyncState
  /** These end the work: the notebook changes its phase. */
  stopped: (code: 'sign_in' | 'update' | 'forget' | 'gone') => Promise<void>
  /** Whether the server's records show that it took this fact. */
  knows: (fact: Id) => boolean
  /** A photo of this entry has reached the server. */
  arrived: (entry: Id) => void
  /** The zone is up to date for the first time, or again. */
  pulled: () => void
  /** Another window works for all: ask it to look. */
  call: () => void
}

export class Engine {
  private timer: ReturnType<typeof setTimeout> | null = null
  private running: Promise<void> | null = null
  private again = false
  private leaving = false
  private stoppedFor = false
  private notBefore = 0
  private backupAskedAt = 0
  private lookedAt = 0
  private readonly backoff = new Backoff()
  private readonly carrier: Carrier

  constructor(private readonly parts: Parts) {
    this.carrier = new Carrier(parts.api, parts.photos, parts.outbox, parts.arrived)
  }

  start(): void {
    globalThis.addEventListener?.('online', this.wake)
    globalThis.document?.addEventListener('visibilitychange', this.wake)
    this.wake()
  }

  stop(): void {
    this.stoppedFor = true
    globalThis.removeEventListener?.('online', this.wake)
    globalThis.document?.removeEventListener('visibilitychange', this.wake)
    if (this.timer) clearTimeout(this.timer)
  }

  /** Something happened that makes a round worthwhile now; only what the server asked for is waited out. */
  readonly wake = (): void => {
    void this.now()
  }

  /** A round now; resolves when it is over. */
  now(): Promise<void> {
    if (this.stoppedFor) return Promise.resolve()
    this.again = true
    this.running ??= this.rounds().finally(() => { this.running = null })
    return this.running
  }

  private async rounds(): Promise<void> {
    while (this.again && !this.stoppedFor) {
      this.again = false
      const left = this.notBefore - Date.now()
      if (left > 0) return this.plan(left)
      try {
        const mine = await inTurn(this.parts.name, this.parts.vault.db, () => this.round(), this.leaving)
        if (!mine) this.parts.call()
        this.backoff.succeeded()
        this.plan(globalThis.document?.visibilityState === 'hidden' ? EVERY_UNSEEN : EVERY)
      } catch (error) {
        await this.stumbled(error)
      }
    }
  }

  /** From now on: send what waits, tell the server, and be gone. */
  leave(): Promise<void> {
    this.leaving = true
    return this.now()
  }

  private async round(): Promise<void> {
    const { outbox, push, pull, state } = this.parts
    await outbox.load()
    // What refers to something that the server lost must not go up before that is sent again.
    if (!this.leaving && outbox.next(1).length > 0 && Date.now() - this.lookedAt > LOOK_EVERY) await this.restoring(() => pull.look())
    await push.run()
    if (this.leaving) return this.farewell()
    state.doing = 'receiving'
    const seq = await this.restoring(() => pull.run())
    this.lookedAt = Date.now()
    // What waited with it can go now.
    if (await outbox.takenAfterAll(this.parts.knows, seq)) await push.run()
    await outbox.settle(seq)
    this.parts.pulled()
    state.doing = 'sending'
    // Text never waits for pictures: what was written meanwhile goes between two of them.
    while (await this.carrier.one()) if (outbox.next(1).length > 0) await push.run()
    await outbox.settle(seq)
    await this.askForBackup()
    state.doing = 'idle'
  }

  private async farewell(): Promise<void> {
    while (await this.carrier.one());
    await this.parts.api.forget()
    this.stop()
    await this.parts.stopped('gone')
  }

  /** A server that was put back from a backup: everything that is still held is sent again, then a new snapshot is taken. */
  private async restoring<T>(pull: () => Promise<T>): Promise<T> {
    try {
      return await pull()
    } catch (error) {
      if (codeOf(error) !== 'restored') throw error
    }
    const { outbox, photos, push } = this.parts
    await outbox.sendAgain(await this.parts.pull.forgetOps())
    await photos.sendAgain()
    await push.run()
    return pull()
  }

  private async askForBackup(): Promise<void> {
    if (Date.now() - this.backupAskedAt < BACKUP_ASKED_EVERY) return
    const answer = await this.parts.api.device()
    this.backupAskedAt = Date.now()
    await this.parts.photos.knowBackup(answer.backed_up_before)
    if (answer.forget) throw new Trouble('forget')
  }

  private async stumbled(error: unknown): Promise<void> {
    const { state } = this.parts
    if (this.stoppedFor) return
    const code = codeOf(error)
    state.progress = null
    // It may be away because it is being put back from a backup.
    this.lookedAt = 0
    if (code === 'sign_in' || code === 'update' || code === 'forget') {
      this.stop()
      await this.parts.stopped(code)
      return
    }
    const wait = error instanceof Trouble ? error.wait : null
    state.doing = DOING[code] ?? 'offline'
    const pause = this.backoff.failed(wait)
    if (code === 'busy') this.notBefore = Date.now() + pause
    // Who asked for a round while this one failed (the network just came back, something was written) still gets it.
    this.plan(pause)
  }

  private plan(pause: number): void {
    if (this.timer) clearTimeout(this.timer)
    if (!this.stoppedFor) this.timer = setTimeout(this.wake, pause)
  }
}

const DOING: Partial<Record<TroubleCode, SyncState['doing']>> = { busy: 'busy', stranger: 'stranger' }
