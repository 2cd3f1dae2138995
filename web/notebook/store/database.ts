// IndexedDB as the notebook uses it: read at once, write all of a change in one transaction or nothing of it.
// Nothing is awaited inside a transaction, for it would close: what is encrypted is encrypted before.

export interface Row { [field: string]: unknown }
export type Key = string | number
export type Op =
  | { table: string; put: Row }
  /** Fails the whole change where the key is taken. */
  | { table: string; add: Row }
  /** Written only where the row still is. */
  | { table: string; replace: Row }
  | { table: string; drop: Key | IDBKeyRange }
  | { table: string; index: string; dropWhere: IDBKeyRange }

export interface Table { key: string; counts?: boolean; indexes?: string[] }
export type Shape = Record<string, Table>

function asked<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}

function perform(tx: IDBTransaction, op: Op, added: Key[]): void {
  const store = tx.objectStore(op.table)
  if ('put' in op) store.put(op.put)
  else if ('add' in op) {
    store.add(op.add).onsuccess = (event) => added.push((event.target as IDBRequest<IDBValidKey>).result as Key)
  }
  else if ('drop' in op) store.delete(op.drop)
  else if ('replace' in op) {
    const row = op.replace
    const key = row[store.keyPath as string] as Key
    store.getKey(key).onsuccess = (event) => {
      if ((event.target as IDBRequest<IDBValidKey | undefined>).result !== undefined) store.put(row)
    }
  } else {
    store.index(op.index).openKeyCursor(op.dropWhere).onsuccess = (event) => {
      const cursor = (event.target as IDBRequest<IDBCursor | null>).result
      if (!cursor) return
      store.delete(cursor.primaryKey)
      cursor.continue()
    }
  }
}

export class Database {
  private db: IDBDatabase | null = null
  private closed = false

  /** Whether somebody let go of it. */
  get isClosed(): boolean {
    return this.closed
  }

  private constructor(readonly name: string, private readonly shape: Shape) {}

  static async open(name: string, shape: Shape): Promise<Database> {
    const database = new Database(name, shape)
    await database.connected()
    return database
  }

  private async connected(): Promise<IDBDatabase> {
    if (this.closed) throw new DOMException('closed', 'InvalidStateError')
    if (this.db) return this.db
    const request = indexedDB.open(this.name, 1)
    request.onupgradeneeded = () => {
      for (const [table, { key, counts, indexes }] of Object.entries(this.shape)) {
        const store = request.result.createObjectStore(table, { keyPath: key, autoIncrement: counts ?? false })
        for (const index of indexes ?? []) store.createIndex(index, index)
      }
    }
    const db = await asked(request)
    // Another tab wipes this store: let it. The browser may also close it (memory, Safari): open again when asked.
    db.onversionchange = () => this.close()
    db.onclose = () => { this.db = null }
    this.db = db
    return db
  }

  async all<T extends Row>(table: string, range?: IDBKeyRange): Promise<T[]> {
    const db = await this.connected()
    return asked(db.transaction(table).objectStore(table).getAll(range) as IDBRequest<T[]>)
  }

  /** All rows of several tables, as they lie in one moment. */
  async together<T extends Row>(tables: string[]): Promise<T[][]> {
    const db = await this.connected()
    const tx = db.transaction(tables)
    return Promise.all(tables.map((table) => asked(tx.objectStore(table).getAll() as IDBRequest<T[]>)))
  }

  async get<T extends Row>(table: string, key: Key): Promise<T | undefined> {
    const db = await this.connected()
    return asked(db.transaction(table).objectStore(table).get(key) as IDBRequest<T | undefined>)
  }

  async count(table: string): Promise<number> {
    const db = await this.connected()
    return asked(db.transaction(table).objectStore(table).count())
  }

  /** All of it or nothing; answers the keys of what was added. `strict`: once it is on the disk, not only handed to the system. */
  async commit(ops: Op[], strict = false): Promise<Key[]> {
    if (ops.length === 0) return []
    const db = await this.connected()
    const tables = [...new Set(ops.map((op) => op.table))]
    return new Promise((resolve, reject) => {
      const tx = db.transaction(tables, 'readwrite', { durability: strict ? 'strict' : 'relaxed' })
      const added: Key[] = []
      tx.oncomplete = () => resolve(added)
      tx.onabort = () => reject(tx.error ?? new DOMException('aborted', 'AbortError'))
      try {
        for (const op of ops) perform(tx, op, added)
      } catch (error) {
        tx.abort()
        reject(error)
      }
    })
  }

  /** Read a row, write what `change` makes of it, in one transaction; answers what was written. */
  async change<T extends Row>(table: string, key: Key, change: (row: T | undefined) => T | undefined): Promise<T | undefined> {
    const db = await this.connected()
    return new Promise((resolve, reject) => {
      const tx = db.transaction(table, 'readwrite', { durability: 'strict' })
      const store = tx.objectStore(table)
      let fresh: T | undefined
      store.get(key).onsuccess = (event) => {
        fresh = change((event.target as IDBRequest<T | undefined>).result)
        if (fresh !== undefined) store.put(fresh)
      }
      tx.oncomplete = () => resolve(fresh)
      tx.onabort = () => reject(tx.error ?? new DOMException('aborted', 'AbortError'))
    })
  }

  close(): void {
    this.closed = true
    this.db?.close()
    this.db = null
  }

  /** Close and delete it; other tabs that hold it open let go of it. */
  async destroy(): Promise<void> {
    this.close()
    await asked(indexedDB.deleteDatabase(this.name))
  }
}
