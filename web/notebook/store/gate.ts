// The phases of the notebook: enrolled, PIN set, locked, opened, closed again, wiped. Keys live here only as long as they must.
import { ref, shallowRef, type Ref, type ShallowRef } from 'vue'
import type { Phase, Profile, SyncState } from '../house'
import { Trouble } from '../sync/trouble'
import type { Bytes } from './bytes'
import { Ahead } from './early'
import { Entering, webSession, type Entered, type Session } from './entering'
import { unwrapByPin, wrapByDevice, wrapByPin } from './keys'
import { newSync, newUsable, Opened } from './opened'
import { LONGEST_ALONE, MOST_TRIES, mustSignIn, Profiles, type ProfileRow } from './profiles'
import { databaseName, Vault } from './vault'
import { ZoneStore } from './zone'

/** What tests put in place of the browser's. */
export interface Surrounding { send?: typeof fetch; session?: Session }

function shown({ key, name, community }: ProfileRow): Profile {
  return { key, name, community }
}

export class Gate {
  readonly phase: Ref<Phase> = ref('starting')
  readonly profiles: ShallowRef<Profile[]> = shallowRef([])
  readonly profile: Ref<Profile | null> = ref(null)
  readonly opened: ShallowRef<Opened | null> = shallowRef(null)
  readonly zone = new ZoneStore()
  readonly sync: SyncState = newSync()
  readonly usable: Ref<boolean> = newUsable()
  private readonly entering: Entering
  /** The data key between enrolling and choosing a PIN. */
  private fresh: Bytes | null = null
  /** A token given where only the PIN opens the store. */
  private freshToken: string | null = null
  private vault: Vault | null = null
  private readonly ahead = new Ahead()

  private constructor(
    private readonly rows: Profiles, private readonly community: string, private readonly surrounding: Surrounding,
  ) {
    this.entering = new Entering(rows, community, surrounding.session ?? webSession, surrounding.send)
  }

  static async open(community: string, surrounding: Surrounding): Promise<Gate> {
    const gate = new Gate(await Profiles.open(), community, surrounding)
    await gate.begin()
    return gate
  }

  /** Where the notebook stands when it is opened. */
  private async begin(): Promise<void> {
    const rows = await this.rows.of(this.community)
    this.profiles.value = rows.map(shown)
    const [only] = rows
    if (!only) this.phase.value = 'enrol'
    else if (rows.length > 1) this.phase.value = 'choose'
    else await this.choose(only.key)
  }

  async choose(key: string): Promise<void> {
    const row = await this.rows.get(key)
    if (!row) return
    await this.shut()
    this.profile.value = shown(row)
    // Once seen out of contact for too long, setting the clock back does not help.
    if (row.contactAt > 0 && Date.now() - row.contactAt > LONGEST_ALONE) await this.rows.change(key, { stale: true })
    if (row.closing) this.phase.value = 'closing'
    else this.phase.value = mustSignIn(row, Date.now()) ? 'sign_in' : 'locked'
    if (this.phase.value === 'locked') this.ahead.begin(key)
  }

  async enrol(name: string): Promise<void> {
    await this.shut()
    await this.entered(await this.entering.enrol(name))
  }

  async recover(): Promise<void> {
    const row = await this.row()
    await this.shut()
    await this.entered(await this.entering.recover(row, row.name))
  }

  private async entered({ row, token, dataKey }: Entered): Promise<void> {
    this.profiles.value = (await this.rows.of(this.community)).map(shown)
    this.profile.value = shown(row)
    this.freshToken = token
    if (dataKey === null) {
      this.phase.value = 'locked'
      return
    }
    this.fresh = dataKey
    await this.prepare(row, dataKey)
    this.phase.value = 'set_pin'
  }

  async setPin(pin: string): Promise<void> {
    const row = await this.row()
    if (!this.fresh || !this.opened.value) throw new Trouble('sign_in')
    const wrap = await wrapByPin(this.fresh, pin, row.keys, row.key)
    await this.rows.change(row.key, { pin: wrap, tries: 0, stale: false })
    this.fresh = null
    this.work(row)
  }

  async unlock(pin: string): Promise<'open' | { left: number }> {
    const known = await this.row()
    const { key } = known
    const tried = await this.tried(pin, known)
    if (!('dataKey' in tried)) return tried
    const { row, dataKey } = tried
    const opened = await this.prepare(row, dataKey)
    // The same is written inside, where nobody can change it.
    if (opened.contactAt !== null && Date.now() - opened.contactAt > LONGEST_ALONE && !row.closing) {
      await this.rows.change(key, { stale: true })
      await this.shut()
      this.phase.value = 'sign_in'
      return { left: 0 }
    }
    if (this.rewrapped) void opened.api.keepWrap(await wrapByDevice(dataKey, row.keys, key)).catch(() => undefined)
    this.rewrapped = false
    this.work(row)
    return 'open'
  }
  /** The server had lost its wrap: it is given one again. */
  private rewrapped = false

  /** Count the try while it is checked, and tell nothing before it is counted; the fifth wrong one deletes what the PIN could open. */
  private async tried(pin: string, { key, keys, pin: wrap }: ProfileRow): Promise<{ row: ProfileRow; dataKey: Bytes } | { left: number }> {
    const [row, dataKey] = await Promise.all([this.rows.countTry(key), wrap && unwrapByPin(wrap, pin, keys, key)])
    if (row?.pin && dataKey) {
      await this.rows.change(key, { tries: 0 })
      return { row, dataKey }
    }
    const left = row ? MOST_TRIES - row.tries : 0
    if (left > 0) return { left }
    await this.rows.change(key, { pin: null })
    if (row?.closing === 'forget') await this.wipe()
    else {
      await this.shut()
      this.phase.value = 'sign_in'
    }
    return { left: 0 }
  }

  lock(): void {
    // Before a PIN was chosen there would be no way back in.
    if (!this.opened.value || this.phase.value === 'set_pin') return
    void this.shut()
    if (this.phase.value === 'open') this.phase.value = 'locked'
    if (this.profile.value) this.ahead.begin(this.profile.value.key)
  }

  async changePin(old: string, pin: string): Promise<boolean> {
    const known = await this.row()
    const { key } = known
    const tried = await this.tried(old, known)
    if (!('dataKey' in tried)) return false
    await this.rows.change(key, { pin: await wrapByPin(tried.dataKey, pin, tried.row.keys, key) })
    return true
  }

  async signOut(): Promise<'wiped' | 'closing'> {
    const row = await this.row()
    if (!this.opened.value && row.pin === null) {
      await this.wipe()
      return 'wiped'
    }
    await this.rows.change(row.key, { closing: 'sign_out' })
    this.phase.value = 'closing'
    await this.opened.value?.engine.leave()
    return (this.phase.value as Phase) === 'wiped' ? 'wiped' : 'closing'
  }

  private async row(): Promise<ProfileRow> {
    const row = this.profile.value ? await this.rows.get(this.profile.value.key) : undefined
    if (!row) throw new Trouble('sign_in')
    return row
  }

  /** Open the store and read it; nothing is sent yet. */
  private async prepare(row: ProfileRow, dataKey: Bytes): Promise<Opened> {
    const early = await this.ahead.take()
    await this.shut()
    this.vault = await Vault.open(row.key, dataKey, early)
    const opened = new Opened(this.vault, {
      profile: row.key, community: this.community, zone: this.zone, sync: this.sync, usable: this.usable,
      ...(this.surrounding.send ? { send: this.surrounding.send } : {}),
      stopped: (code) => this.stopped(code),
      contact: (contactAt) => void this.rows.change(row.key, { contactAt, stale: false }).catch(() => undefined),
    })
    await opened.load()
    if (this.freshToken !== null) {
      await opened.setToken(this.freshToken)
      this.rewrapped = this.fresh === null
      this.freshToken = null
    }
    this.opened.value = opened
    return opened
  }

  private work(row: ProfileRow): void {
    this.phase.value = row.closing ? 'closing' : 'open'
    if (row.closing) void this.opened.value?.engine.leave()
    this.opened.value?.engine.start()
  }

  private async stopped(code: 'sign_in' | 'update' | 'forget' | 'gone'): Promise<void> {
    if (code === 'gone') return this.wipe()
    const row = await this.row()
    // The server does not know this phone any more, and nothing of the member's is left to tell.
    if (code === 'sign_in' && row.closing && this.opened.value?.outbox.next(1).length === 0) return this.wipe()
    if (code === 'forget') {
      await this.rows.change(row.key, { closing: 'forget' })
      await this.shut()
      this.phase.value = 'closing'
    } else if (code === 'sign_in') {
      await this.shut()
      this.phase.value = 'sign_in'
    } else {
      this.phase.value = 'update'
    }
  }

  /** Close the store and forget what it said. */
  private async shut(): Promise<void> {
    this.ahead.drop()
    const { opened, vault } = { opened: this.opened.value, vault: this.vault }
    this.opened.value = null
    this.vault = null
    this.zone.clear()
    this.usable.value = false
    Object.assign(this.sync, { doing: 'idle', progress: null, lastContact: null, offsetMs: 0 })
    if (opened) await opened.close()
    else vault?.close()
  }

  /** Nothing of this member stays. */
  private async wipe(): Promise<void> {
    const key = this.profile.value?.key
    this.opened.value?.tellWiped()
    await this.shut()
    if (key) {
      await new Promise<void>((resolve, reject) => {
        const request = indexedDB.deleteDatabase(databaseName(key))
        request.onsuccess = () => resolve()
        request.onerror = () => reject(request.error)
      })
      await this.rows.drop(key)
    }
    this.profiles.value = (await this.rows.of(this.community)).map(shown)
    this.profile.value = null
    this.phase.value = 'wiped'
  }
}
