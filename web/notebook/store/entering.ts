// How a phone comes to belong to a member: enrolled with the web session of somebody signed in; later, with the wrap that the
// server kept, opened again when the PIN does not open it any more.
import type { EnrolAnswer } from '../contract'
import { Api } from '../sync/api'
import { csrfToken, endWebSession } from '../sync/session'
import { Trouble } from '../sync/trouble'
import type { Bytes } from './bytes'
import { makeDataKey, unwrapByDevice, wrapByDevice } from './keys'
import { markOf, newProfile, type ProfileRow, type Profiles } from './profiles'

export interface Entered {
  row: ProfileRow
  token: string
  /** Null where the server kept no wrap, but the PIN still opens the store. */
  dataKey: Bytes | null
}

/** The doors that need the web session; told apart so that tests can stand in for the browser's. */
export interface Session { csrf(): Promise<string>; end(csrf: string): Promise<void> }
export const webSession: Session = { csrf: csrfToken, end: endWebSession }

export class Entering {
  constructor(
    private readonly profiles: Profiles,
    private readonly community: string,
    private readonly session: Session = webSession,
    private readonly send?: typeof fetch,
  ) {}

  /** Enrol this phone for whoever is signed in now. A member who was here already finds their own store again. */
  async enrol(name: string): Promise<Entered> {
    const row = await newProfile(this.community)
    const dataKey = makeDataKey()
    const csrf = await this.session.csrf()
    const answer = await this.api().enrol({ name, wrap: await wrapByDevice(dataKey, row.keys, row.key) }, csrf)
    const mark = await markOf(answer.account, this.community)
    const known = (await this.profiles.of(this.community)).find((one) => one.mark === mark)
    if (known) {
      // The phone that was just enrolled is given back: the member has one here, with what waits in it.
      await this.api(answer.token).forget().catch(() => undefined)
      return this.recover(known, name)
    }
    const fresh: ProfileRow = { ...row, name: answer.name, mark, device: answer.device, contactAt: Date.now() }
    await this.profiles.keep(fresh)
    await this.session.end(csrf)
    return { row: fresh, token: answer.token, dataKey }
  }

  /** A fresh token and the wrap kept for this phone, for its own member. Throws Trouble: other, no_wrap, sign_in, offline … */
  async recover(row: ProfileRow, name: string): Promise<Entered> {
    const csrf = await this.session.csrf()
    const answer: EnrolAnswer = await this.api().enrol({ device: row.device, name }, csrf)
    if ((await markOf(answer.account, this.community)) !== row.mark) throw new Trouble('other')
    const dataKey = answer.wrap ? await unwrapByDevice(answer.wrap, row.keys, row.key) : null
    if (dataKey === null && row.pin === null) throw new Trouble('no_wrap')
    const fresh: ProfileRow = { ...row, name: answer.name, device: answer.device, contactAt: Date.now(), stale: false, tries: 0 }
    await this.profiles.keep(fresh)
    await this.session.end(csrf)
    return { row: fresh, token: answer.token, dataKey }
  }

  private api(token: string | null = null): Api {
    return new Api(this.community, () => token, undefined, this.send)
  }
}
