// Who uses this phone: read before any PIN is given, so it holds nothing but the member's own name, the community and
// keys that open nothing by themselves.
import { base64, random, sha256, utf8 } from './bytes'
import { Database, type Row } from './database'
import { makeDeviceKeys, type DeviceKeys, type PinWrap } from './keys'

export const MOST_TRIES = 5
const DAY = 24 * 3600_000
/** So long may a phone be out of contact, by its own clock. */
export const LONGEST_ALONE = 14 * DAY
/** So far may a clock have been set back behind the last contact before it is not believed. */
const SET_BACK = DAY

export interface ProfileRow extends Row {
  key: string
  name: string
  community: string
  /** Tells the same account again without naming it. */
  mark: string
  device: string
  keys: DeviceKeys
  /** The first wrap; gone after five wrong PINs. */
  pin: PinWrap | null
  tries: number
  /** When the server was last spoken to, by the device's clock (ms). */
  contactAt: number
  /** Seen out of contact for too long: until it is signed in again, whatever the clock says later. */
  stale: boolean
  /** To be wiped: at the server's word, or because the member signed out without network. */
  closing: '' | 'forget' | 'sign_out'
}

const SHAPE = { profiles: { key: 'key' } }
const NAME = 'minqing-profiles'

export async function markOf(account: string, community: string): Promise<string> {
  return base64((await sha256(utf8(`minqing ${account} ${community}`))).subarray(0, 16))
}

export async function newProfile(community: string): Promise<ProfileRow> {
  return {
    key: base64(random(16)), name: '', community, mark: '', device: '', keys: await makeDeviceKeys(), pin: null,
    tries: 0, contactAt: 0, stale: false, closing: '',
  }
}

/** Why the PIN is not even asked for: five wrong ones, too long without contact, or a clock behind the last contact. */
export function mustSignIn(row: ProfileRow, now: number): boolean {
  return row.pin === null || row.stale || now - row.contactAt > LONGEST_ALONE || now < row.contactAt - SET_BACK
}

export class Profiles {
  private constructor(private readonly db: Database) {}

  static async open(): Promise<Profiles> {
    return new Profiles(await Database.open(NAME, SHAPE))
  }

  async of(community: string): Promise<ProfileRow[]> {
    const rows = await this.db.all<ProfileRow>('profiles')
    return rows.filter((row) => row.community === community).sort((one, other) => one.name.localeCompare(other.name))
  }

  get(key: string): Promise<ProfileRow | undefined> {
    return this.db.get<ProfileRow>('profiles', key)
  }

  async keep(row: ProfileRow): Promise<void> {
    await this.db.commit([{ table: 'profiles', put: row }], true)
  }

  async change(key: string, values: Partial<ProfileRow>): Promise<void> {
    await this.db.change<ProfileRow>('profiles', key, (row) => (row ? ({ ...row, ...values } as ProfileRow) : undefined))
  }

  async drop(key: string): Promise<void> {
    await this.db.commit([{ table: 'profiles', drop: key }], true)
  }

  /** Count a try before it is checked, so that ending the program gives no free one. Null: none is left. */
  async countTry(key: string): Promise<ProfileRow | null> {
    let allowed = false
    const row = await this.db.change<ProfileRow>('profiles', key, (found) => {
      if (!found) return undefined
      allowed = found.pin !== null && found.tries < MOST_TRIES
      return allowed ? { ...found, tries: found.tries + 1 } : { ...found, pin: null }
    })
    return allowed && row ? row : null
  }

  close(): void {
    this.db.close()
  }
}
