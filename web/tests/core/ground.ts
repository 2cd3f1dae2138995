// A small community for the day plan: two lanes, invented people.

import type { ConcernRecord, CourtyardRecord, EntryRecord, HouseholdRecord, Id, ResidentPart } from '../../notebook/contract'
import type { Ground } from '../../core/today'

/** Tuesday, ten in the morning. */
export const NOW = new Date('2026-11-24T10:00:00+08:00')

export function courtyard(name: string, lane: string, heads: Id[] = []): CourtyardRecord {
  return { kind: 'courtyard', name, lane, building: null, heads }
}

export function resident(id: Id, more: Partial<ResidentPart> = {}): ResidentPart {
  return {
    id, name: id, pinyin: '', initials: '', sex: '', born: '', phones: [], relation: '', elsewhere: null, confirmed_on: '2026-11-01', roles: [], ...more,
  }
}

/** Met and confirmed lately: nothing is due there. */
export function household(at: Id, unit: string, more: Partial<HouseholdRecord> = {}): HouseholdRecord {
  return {
    courtyard: at, dwelling: `${at}|${unit}`, unit, floor: null, tenure: '', number: '', declines: false, confirmed_on: '2026-11-01',
    last_visit: '2026-11-10', last_met: '2026-11-10', residents: [], ...more,
  }
}

export function concern(at: { household?: Id; courtyard?: Id }, more: Partial<ConcernRecord> = {}): ConcernRecord {
  return {
    number: '2026-1', matter: '水管漏水', category: 'utilities', grade: 'ordinary', level: 'member', stage: 'in_hand', source: 'visit',
    noted_at: '2026-11-23T02:00:00.000Z', courtyard: at.courtyard ?? null, household: at.household ?? null, people: [],
    lead: { id: 'me', name: '王委员' }, mine: true, can: [], promises: [], satisfaction: 'not_asked', steps: [], ...more,
  }
}

export function promised(due: string, name = 'settle', known = true): ConcernRecord['promises'] {
  return [{ name, due, known }]
}

export function entry(at: Id | null, began: string, more: Partial<EntryRecord> = {}): EntryRecord {
  return {
    began_at: began, household: at, outcome: 'met', purposes: ['call'], handed_in_at: null, read_at: null, returned_at: null,
    wish_fulfilled_on: null, comments: [], addenda: [], photos: [], ...more,
  }
}

export function ground(parts: {
  courtyards?: Record<Id, CourtyardRecord>; households?: Record<Id, HouseholdRecord>
  concerns?: Record<Id, ConcernRecord>; entries?: Record<Id, EntryRecord>
}): Ground {
  const yards = { east9: courtyard('东巷9号院', '东巷'), east57: courtyard('东巷57号院', '东巷'), west3: courtyard('西巷3号院', '西巷') }
  return {
    me: { timezone: 'Asia/Shanghai', visit_period_days: 90 },
    courtyards: new Map(Object.entries(parts.courtyards ?? yards)), households: new Map(Object.entries(parts.households ?? {})),
    concerns: new Map(Object.entries(parts.concerns ?? {})), entries: new Map(Object.entries(parts.entries ?? {})),
  }
}
