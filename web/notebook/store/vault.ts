// The store of one member on this phone: every row is sealed by itself (AES-256-GCM, fresh nonce) with its place as
// additional data, so a row changed or moved elsewhere does not open. Keys of rows tell nothing.
import type { Id, RecordKind } from '../contract'
import { base64, random, textOf, utf8, type Bytes } from './bytes'
import { Database, type Key, type Op, type Row } from './database'
import type { Early } from './early'
import { decrypt, encrypt, openKeys, type OpenKeys } from './keys'

export interface SealedRow extends Row {
  k: string
  c: Bytes
  /** outbox, receipts: the order in which they were written. */
  n?: number
  /** records: the snapshot that brought it. */
  g?: number
  /** receipts: the day (count since 1970) it was received. */
  day?: number
}
export type TableName = 'records' | 'outbox' | 'receipts' | 'drafts' | 'photos' | 'blobs' | 'meta' | 'reserve'

export const SHAPE = {
  records: { key: 'k', indexes: ['g'] },
  outbox: { key: 'n', counts: true },
  receipts: { key: 'n', indexes: ['day'] },
  drafts: { key: 'k' },
  photos: { key: 'k' },
  blobs: { key: 'k' },
  meta: { key: 'k' },
  reserve: { key: 'k' },
}
/** Decrypted at once: enough to keep every thread at work, few enough to let the screen breathe. */
const CHUNK = 250

export function databaseName(profile: string): string {
  return `minqing-${profile}`
}

export class Vault {
  private constructor(readonly db: Database, private readonly keys: OpenKeys, private early: Early | null) {}

  static async open(profile: string, dataKey: Bytes, early: Early | null = null): Promise<Vault> {
    const usable = early && !early.db.isClosed ? early : null
    const [db, keys] = await Promise.all([usable ? usable.db : Database.open(databaseName(profile), SHAPE), openKeys(dataKey)])
    return new Vault(db, keys, usable)
  }

  /** Where a record lies: always the same place, and one that tells neither kind nor id. */
  async place(kind: RecordKind | 'draft' | 'photo' | 'meta', id: Id | string): Promise<string> {
    const mac = await crypto.subtle.sign('HMAC', this.keys.place, utf8(`${kind}:${id}`))
    return base64(new Uint8Array(mac).subarray(0, 16))
  }

  freshPlace(): string {
    return base64(random(16))
  }

  sealBytes(table: TableName, k: string, bytes: BufferSource): Promise<Bytes> {
    return encrypt(this.keys.seal, `${table} ${k}`, bytes)
  }

  openBytes(table: TableName, k: string, sealed: Bytes): Promise<Bytes> {
    return decrypt(this.keys.seal, `${table} ${k}`, sealed)
  }

  async seal(table: TableName, k: string, value: unknown): Promise<SealedRow> {
    return { k, c: await this.sealBytes(table, k, utf8(JSON.stringify(value))) }
  }

  async unseal<T>(table: TableName, row: SealedRow): Promise<T> {
    return JSON.parse(textOf(await this.openBytes(table, row.k, row.c))) as T
  }

  /** The records, sealed: as they were read before the PIN was given where `stand`, which every change of them rewrites, is still the same. */
  async records(stand: string): Promise<SealedRow[]> {
    const early = this.early
    this.early = null
    if (early) {
      const k = await this.place('meta', stand)
      const now = await this.db.get<SealedRow>('meta', k)
      const then = early.meta.find((row) => row.k === k)
      // Every sealing has a nonce of its own: the same bytes were not written again.
      if (now && then && base64(now.c) === base64(then.c)) return early.records
    }
    return this.db.all<SealedRow>('records')
  }

  /** Every row of a table with what it says, handed over in chunks; rows that do not open are left out and counted. */
  async each<T>(table: TableName, take: (read: { row: SealedRow; value: T }[]) => void, given?: SealedRow[]): Promise<number> {
    const rows = given ?? (await this.db.all<SealedRow>(table))
    let spoilt = 0
    for (let at = 0; at < rows.length; at += CHUNK) {
      const chunk = rows.slice(at, at + CHUNK)
      const values = await Promise.allSettled(chunk.map((row) => this.unseal<T>(table, row)))
      const read: { row: SealedRow; value: T }[] = []
      values.forEach((value, index) => {
        const row = chunk[index]
        if (value.status === 'fulfilled' && row) read.push({ row, value: value.value })
        else spoilt += 1
      })
      take(read)
    }
    return spoilt
  }

  async read<T>(table: TableName, key: Key): Promise<T | null> {
    const row = await this.db.get<SealedRow>(table, key)
    return row ? this.unseal<T>(table, row) : null
  }

  async meta<T>(name: string): Promise<T | null> {
    return this.read<T>('meta', await this.place('meta', name))
  }

  async metaOp(name: string, value: unknown): Promise<Op> {
    return { table: 'meta', put: await this.seal('meta', await this.place('meta', name), value) }
  }

  async keepMeta(name: string, value: unknown): Promise<void> {
    await this.commit([await this.metaOp(name, value)])
  }

  commit(ops: Op[], strict = false): Promise<Key[]> {
    return this.db.commit(ops, strict)
  }

  close(): void {
    this.db.close()
  }
}
