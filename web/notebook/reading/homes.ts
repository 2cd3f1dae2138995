// Where people live, as the phone tells it: courtyards with what is open in them, addresses, the people of the zone.

import { compareReading as byAddress } from '../../core/reading'
import type { CourtyardRecord, Day, HouseholdRecord, Id, ResidentPart } from '../contract'
import type { Zone } from '../house'
import { quarterStart } from './days'

/** A courtyard in the list: its households, the concerns open in it, and who has not been met this quarter. */
export interface CourtyardLine { id: Id; name: string; lane: string; households: number; open: number; notMet: number }

/** 「九道湾东巷57号院 3」: the courtyard's name and the home's label. */
export function addressOf(household: HouseholdRecord, courtyards: ReadonlyMap<Id, CourtyardRecord>): string {
  return `${courtyards.get(household.courtyard)?.name ?? ''} ${household.unit}`.trim()
}

/** Whether a household is still to be met this quarter; one that declines visits is not (a declined visit counts as made). */
export function isToBeMet(household: HouseholdRecord, today: Day): boolean {
  return !household.declines && (household.last_met === null || household.last_met < quarterStart(today))
}

/** The courtyards in which somebody of the zone lives, by lane and address. */
export function courtyardLines(zone: Zone, today: Day): CourtyardLine[] {
  const lines = new Map<Id, CourtyardLine>()
  for (const [id, courtyard] of zone.courtyards) {
    lines.set(id, { id, name: courtyard.name, lane: courtyard.lane, households: 0, open: 0, notMet: 0 })
  }
  for (const household of zone.households.values()) {
    const line = lines.get(household.courtyard)
    if (!line) continue
    line.households += 1
    if (isToBeMet(household, today)) line.notMet += 1
  }
  for (const concern of zone.concerns.values()) {
    if (concern.stage === 'closed') continue
    const at = concern.courtyard ?? (concern.household ? zone.households.get(concern.household)?.courtyard : undefined)
    const line = at ? lines.get(at) : undefined
    if (line) line.open += 1
  }
  // A building is there for its entrances' sake: without a household of its own it is not a place to visit.
  return [...lines.values()].filter((line) => line.households > 0 || zone.courtyards.get(line.id)?.kind !== 'building')
    .sort((one, other) => byAddress(one.name, other.name))
}

/** The households of a courtyard by unit. */
export function householdsIn(zone: Zone, courtyard: Id): [Id, HouseholdRecord][] {
  return [...zone.households].filter(([, household]) => household.courtyard === courtyard)
    .sort(([, one], [, other]) => byAddress(one.unit, other.unit))
}

/** Who is named for a household: its head, or who was written down first. */
export function headOf(household: HouseholdRecord): string {
  return (household.residents.find((person) => person.relation === 'head') ?? household.residents[0])?.name ?? ''
}

export interface Found { person: ResidentPart; householdId: Id; household: HouseholdRecord }

/** A resident of the zone with the household; null where nobody of that id is (any more) on this phone. */
export function residentOf(zone: Zone, id: Id): Found | null {
  for (const [householdId, household] of zone.households) {
    const person = household.residents.find((one) => one.id === id)
    if (person) return { person, householdId, household }
  }
  return null
}

/** What a telephone link dials: digits and a leading plus; an extension is waited for. */
export function dialled(phone: string): string {
  const [number = '', extension] = phone.split(/转|(?<=\d{4})-(?=\d{1,6}$)/)
  return `tel:${number.replace(/[^\d+]/g, '')}${extension ? `,${extension.trim()}` : ''}`
}
