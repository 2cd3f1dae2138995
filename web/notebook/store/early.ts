// What can be done for the opening before the PIN is there: the records are read from the disk as they lie, sealed, and the
// program that stretches the PIN is compiled. Nothing of it opens anything.
import { Database } from './database'
import { whenIdle } from './idle'
import { warmStretching } from './keys'
import { databaseName, SHAPE, type SealedRow } from './vault'

export interface Early {
  db: Database
  records: SealedRow[]
  /** As it lay in the same moment: it tells whether the records are still those. */
  meta: SealedRow[]
}

/** One reading ahead, for the profile whose PIN is asked for. */
export class Ahead {
  private reading: Promise<Early | null> | null = null
  private callOff: () => void = () => undefined

  /** In the next quiet moment. */
  begin(profile: string): void {
    this.callOff()
    this.callOff = whenIdle(() => void (this.reading ??= readEarly(profile)))
  }

  /** What was read, for who has the PIN; null where nothing was. */
  take(): Promise<Early | null> {
    this.callOff()
    const { reading } = this
    this.reading = null
    return reading ?? Promise.resolve(null)
  }

  /** Nobody came: let go of it. */
  drop(): void {
    void this.take().then((early) => early?.db.close())
  }
}

/** Read them in one stroke; null where that fails, for then they are read when the store is open. */
async function readEarly(profile: string): Promise<Early | null> {
  void warmStretching().catch(() => undefined)
  let db: Database | null = null
  try {
    db = await Database.open(databaseName(profile), SHAPE)
    const [records, meta] = await db.together<SealedRow>(['records', 'meta'])
    return { db, records: records ?? [], meta: meta ?? [] }
  } catch {
    db?.close()
    return null
  }
}
