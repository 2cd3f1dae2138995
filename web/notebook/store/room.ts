// How much room there is. Text is never let go of: where the phone is full, a reserve that was put aside is given back first,
// then photos that the server holds safely; only then is it said that there is no room.
import { reactive } from 'vue'
import type { StorageState } from '../house'
import { Trouble } from '../sync/trouble'
import { random } from './bytes'
import type { Key, Op } from './database'
import type { SealedRow, TableName, Vault } from './vault'

const MB = 1_048_576
const RESERVE = MB
/** Below so much free, photos are not taken any more; below so much, the pages warn. */
const FULL = 4 * MB
const TIGHT = 50 * MB

export function isFull(error: unknown): boolean {
  const name = (error as { name?: unknown } | null)?.name
  return name === 'QuotaExceededError' || (name === 'AbortError' && /quota/i.test(String((error as Error).message)))
}

/** `wasFull`: a write was refused for want of room since the last time that there was some. */
export function levelOf(used: number, quota: number, wasFull: boolean): StorageState['level'] {
  if (wasFull) return 'full'
  if (quota === 0) return 'fine'
  const free = quota - used
  if (free < FULL) return 'full'
  return free < TIGHT || used > quota * 0.9 ? 'tight' : 'fine'
}

export class Room {
  readonly state: StorageState = reactive({
    used: 0, quota: 0, persisted: false, level: 'fine', photos: 0, photoBytes: 0, removable: 0,
  })
  private wasFull = false

  constructor(private readonly vault: Vault, private readonly freePhotos: () => Promise<number>) {}

  /** Write what must not be lost: makes room where there is none. Throws Trouble('full') when nothing helps. */
  async saveText(ops: Op[], strict = true): Promise<Key[]> {
    try {
      return await this.vault.commit(ops, strict)
    } catch (error) {
      if (!isFull(error)) throw error
    }
    this.wasFull = true
    for (const makeRoom of [() => this.freePhotos(), () => this.giveReserve()]) {
      await makeRoom()
      try {
        return await this.vault.commit(ops, strict)
      } catch (error) {
        if (!isFull(error)) throw error
      }
    }
    await this.measure()
    throw new Trouble('full')
  }

  /** Write a photo or what the server can send again: the reserve is not for it. Throws Trouble('full'). */
  async saveRest(ops: Op[]): Promise<void> {
    for (const attempt of ['as it is', 'with photos let go of']) {
      try {
        await this.vault.commit(ops)
        return
      } catch (error) {
        if (!isFull(error)) throw error
      }
      if (attempt === 'as it is' && (await this.freePhotos()) === 0) break
    }
    this.wasFull = true
    await this.measure()
    throw new Trouble('full')
  }

  async measure(): Promise<void> {
    const storage = globalThis.navigator?.storage as StorageManager | undefined
    const [estimate, persisted] = await Promise.all([
      storage?.estimate?.().catch(() => null) ?? null,
      storage?.persisted?.().catch(() => false) ?? false,
    ])
    const used = estimate?.usage ?? 0
    const quota = estimate?.quota ?? 0
    if (this.wasFull && quota - used > TIGHT) this.wasFull = false
    Object.assign(this.state, { used, quota, persisted, level: levelOf(used, quota, this.wasFull) })
  }

  async askToPersist(): Promise<boolean> {
    const given = (await globalThis.navigator?.storage?.persist?.().catch(() => false)) ?? false
    this.state.persisted = given
    return given
  }

  /** Put the reserve aside, where there is room for it. */
  async keepReserve(): Promise<void> {
    const table: TableName = 'reserve'
    if (this.state.level !== 'fine' || (await this.vault.db.count(table)) > 0) return
    const row: SealedRow = { k: 'reserve', c: random(RESERVE) }
    await this.vault.commit([{ table, put: row }]).catch(() => undefined)
  }

  private async giveReserve(): Promise<void> {
    await this.vault.commit([{ table: 'reserve', drop: 'reserve' }], true).catch(() => undefined)
  }
}
