// Of several windows of one notebook, one speaks to the server at a time.
import type { Database, Row } from '../store/database'

const LEASE = 30_000
interface Lease extends Row { k: 'lease'; owner: string; until: number }

/** Do the work if no other window is at it, or `patient`ly after it; answers whether it was done here. */
export async function inTurn(name: string, db: Database, work: () => Promise<void>, patient = false): Promise<boolean> {
  const locks = globalThis.navigator?.locks as LockManager | undefined
  if (!locks) return byLease(db, work, patient)
  return locks.request(name, { ifAvailable: !patient }, async (lock) => {
    if (lock) await work()
    return lock !== null
  })
}

/** Where the browser has no locks: a row that says who works, renewed while they do. */
async function byLease(db: Database, work: () => Promise<void>, patient: boolean): Promise<boolean> {
  const owner = crypto.randomUUID()
  const take = async (): Promise<boolean> => {
    const row = await db.change<Lease>('meta', 'lease', (held) => {
      const free = !held || held.owner === owner || held.until < Date.now()
      return free ? { k: 'lease', owner, until: Date.now() + LEASE } : held
    })
    return row?.owner === owner
  }
  while (!(await take())) {
    if (!patient) return false
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  const renewal = setInterval(() => void take().catch(() => undefined), LEASE / 3)
  try {
    await work()
  } finally {
    clearInterval(renewal)
    await db.commit([{ table: 'meta', drop: 'lease' }]).catch(() => undefined)
  }
  return true
}
