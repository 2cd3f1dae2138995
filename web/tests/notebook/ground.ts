// What the tests of the notebook stand on: a fresh phone, and records as the server would send them.
import { IDBFactory } from 'fake-indexeddb'
import 'fake-indexeddb/auto'
import type { EntryBody, HouseholdRecord, Me, SyncRecord } from '../../notebook/contract'
import type { Notebook, Phase } from '../../notebook/house'
import { openNotebook } from '../../notebook/store/notebook'
import { FakeServer } from './server'

export const COMMUNITY = '110101005012'
export const PIN = '482915'
export const session = { csrf: () => Promise.resolve('csrf'), end: () => Promise.resolve() }

/** A phone with nothing on it. */
export function freshPhone(): void {
  globalThis.indexedDB = new IDBFactory()
}

export function open(server: FakeServer): Promise<Notebook> {
  return openNotebook(COMMUNITY, { send: server.send, session })
}

/** Enrolled, with a PIN, at work, and up to date. */
export async function atWork(server: FakeServer): Promise<Notebook> {
  const notebook = await open(server)
  await notebook.enrol('Phone')
  await notebook.setPin(PIN)
  await notebook.syncNow()
  return notebook
}

export async function until(phase: Phase | (() => boolean), notebook?: Notebook): Promise<void> {
  const reached = typeof phase === 'function' ? phase : () => notebook?.phase.value === phase
  for (let tries = 0; tries < 400 && !reached(); tries += 1) await new Promise((resolve) => setTimeout(resolve, 5))
  if (!reached()) throw new Error(`never ${String(phase)}; it is ${notebook?.phase.value}`)
}

let count = 0
export function id(): string {
  count += 1
  return `01900000-0000-7000-8000-${String(count).padStart(12, '0')}`
}

export const ME: Me = {
  member: '01900000-0000-7000-8000-0000000000ff', name: '李月', community: '九道弯社区', timezone: 'Asia/Shanghai', duty: ['09:00', '18:00'],
  secretary: null, zones: ['第一片'], colleagues: [], calendar: { known: [2026], off: [], on: [] }, visit_period_days: 30, week_target_hours: 20,
}

export function me(): SyncRecord {
  return { t: 'me', id: ME.member, d: ME }
}

export function household(key: string, over: Partial<HouseholdRecord> = {}): SyncRecord {
  return { t: 'household', id: key, d: {
    courtyard: '01900000-0000-7000-8000-00000000c0c0', dwelling: key, unit: '东屋', floor: null, tenure: 'public', number: '', declines: false,
    confirmed_on: null, last_visit: null, last_met: null, residents: [person(`${key.slice(0, 24)}9${key.slice(25)}`)], ...over,
  } }
}

export function person(key: string, name = '王秀兰'): HouseholdRecord['residents'][number] {
  return {
    id: key, name, pinyin: 'wang xiu lan', initials: 'wxl', sex: 'female', born: '1950', phones: ['13800000001'], relation: 'head',
    elsewhere: false, confirmed_on: null, roles: [],
  }
}

export function visitTo(home: string | null, over: Partial<EntryBody> = {}): EntryBody {
  const now = new Date().toISOString()
  return { began_at: now, ended_at: now, household: home, outcome: 'met', purposes: ['call'], matter: '屋顶漏水', ...over }
}
