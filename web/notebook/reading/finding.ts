// Search as it is typed, over everybody of the zone: people, homes, courtyards, each of its own kind. The index is made
// when it is first asked for and anew only after something in the zone has changed.

import { computed, type ComputedRef } from 'vue'
import { buildIndex, search, type Searchable, type SearchIndex } from '../../core/search'
import type { HouseholdRecord, Id, ResidentPart } from '../contract'
import type { Zone } from '../house'
import { addressOf } from './homes'

interface PersonLine extends Searchable { id: Id; person: ResidentPart; householdId: Id; address: string }
interface HomeLine extends Searchable { id: Id; household: HouseholdRecord; address: string }
interface YardLine extends Searchable { id: Id }
interface Indexes { people: SearchIndex<PersonLine>; homes: SearchIndex<HomeLine>; yards: SearchIndex<YardLine> }

export interface Findings { people: PersonLine[]; homes: HomeLine[]; yards: YardLine[] }

const NOWHERE = { name: '', pinyin: '', initials: '', phones: [], courtyard: '', unit: '' }
const kept = new WeakMap<Zone, ComputedRef<Indexes>>()

function indexesOf(zone: Zone): Indexes {
  const people: PersonLine[] = []
  const homes: HomeLine[] = []
  for (const [id, household] of zone.households) {
    const address = addressOf(household, zone.courtyards)
    const courtyard = zone.courtyards.get(household.courtyard)?.name ?? ''
    homes.push({ ...NOWHERE, id, household, address, courtyard, unit: household.unit })
    for (const person of household.residents) {
      const { name, pinyin, initials, phones } = person
      people.push({ name, pinyin, initials, phones, courtyard: '', unit: '', id: person.id, person, householdId: id, address })
    }
  }
  const yards = [...zone.courtyards].map(([id, { name }]) => ({ ...NOWHERE, id, courtyard: name }))
  return { people: buildIndex(people), homes: buildIndex(homes), yards: buildIndex(yards) }
}

/** Who and what is meant by what was typed, each kind at most `limit`, best first. */
export function findIn(zone: Zone, query: string, limit = 50): Findings {
  let index = kept.get(zone)
  if (!index) kept.set(zone, (index = computed(() => indexesOf(zone))))
  const { people, homes, yards } = index.value
  const hits = <T extends Searchable>(from: SearchIndex<T>): T[] => search(from, query, limit).map((found) => found.record)
  return { people: hits(people), homes: hits(homes), yards: hits(yards) }
}
