// Everything that lies on the phone, as one who takes it apart finds it.
import { textOf } from '../../notebook/store/bytes'

export async function databases(): Promise<string[]> {
  return (await indexedDB.databases()).map((one) => one.name ?? '').sort()
}

function connected(name: string): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name)
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}

export async function rowsOf(name: string, table: string): Promise<Record<string, unknown>[]> {
  const db = await connected(name)
  const rows = await new Promise<Record<string, unknown>[]>((resolve) => {
    const request = db.transaction(table).objectStore(table).getAll()
    request.onsuccess = () => resolve(request.result as Record<string, unknown>[])
  })
  db.close()
  return rows
}

export async function putRow(name: string, table: string, row: unknown): Promise<void> {
  const db = await connected(name)
  await new Promise<void>((resolve) => {
    const tx = db.transaction(table, 'readwrite')
    tx.objectStore(table).put(row)
    tx.oncomplete = () => resolve()
  })
  db.close()
}

function spelled(value: unknown): string {
  if (value instanceof Uint8Array) {
    let text = Array.from(value, (byte) => String.fromCharCode(byte)).join('')
    try {
      text += textOf(value)
    } catch { /* no text: that is what is hoped for */ }
    return text
  }
  if (typeof value === 'object' && value !== null) return Object.entries(value).map(([name, part]) => `${name}=${spelled(part)}`).join('\n')
  return String(value)
}

/** All of it as text. */
export async function everything(): Promise<string> {
  let text = ''
  for (const name of await databases()) {
    const db = await connected(name)
    const tables = [...db.objectStoreNames]
    db.close()
    for (const table of tables) text += (await rowsOf(name, table)).map(spelled).join('\n')
  }
  return text
}

/** The name of the one vault on this phone. */
export async function vaultName(): Promise<string> {
  return (await databases()).find((name) => name !== 'minqing-profiles') ?? ''
}
