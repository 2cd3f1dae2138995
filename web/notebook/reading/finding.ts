// Search as it is typed, over everybody of the zone: people, homes, courtyards, each of its own kind. The index is made in a
// quiet moment after the notebook was opened and after something in the zone has changed, else when it is asked for.

import { computed, effect, type ComputedRef } from 'vue'
import { buildIndex, search, type Searchable, type SearchIndex } from '../../core/search'
import type { HouseholdRecord, Id, ResidentPart } from '../contract'
import type { Zone } from '../house'
import { whenIdle } from '../store/idle'

interface PersonLine extends Searchable { id: Id; person: ResidentPart; householdId: Id; address: string }
interface HomeLine extends Searchable { id: Id; household: HouseholdRecord; address: string }
interface YardLine extends Searchable { id: Id }
interface Indexes { people: SearchIndex<PersonLine>; homes: SearchIndex<HomeLine>; yards: SearchIndex<YardLine> }

export interface Findings { people: PersonLine[]; homes: HomeLine[]; yards: YardLine[] }

const NOWHERE = { name: '', pinyin: '', initials: '', phones: [], courtyard: '', unit: '' }
const kept = new WeakMap<Zone, ComputedRef<Indexes>>()

interface HouseLines { courtyard: string; home: HomeLine; people: PersonLine[] }
/** The lines of a household, as long as its record is the same. */
const houses = new WeakMap<HouseholdRecord, HouseLines>()

function linesOf(id: Id, household: HouseholdRecord, courtyard: string): HouseLines {
  const known = houses.get(household)
  if (known?.courtyard === courtyard) return known
  const address = `${courtyard} ${household.unit}`.trim()
  const people = household.residents.map((person): PersonLine => {
    const { name, pinyin, initials, phones } = person
    return { name, pinyin, initials, phones, courtyard: '', unit: '', id: person.id, person, householdId: id, address }
  })
  const lines = { courtyard, home: { ...NOWHERE, id, household, address, courtyard, unit: household.unit }, people }
  houses.set(household, lines)
  return lines
}

function indexesOf(zone: Zone): Indexes {
  const people: PersonLine[] = []
  const homes: HomeLine[] = []
  for (const [id, household] of zone.households) {
    const lines = linesOf(id, household, zone.courtyards.get(household.courtyard)?.name ?? '')
    homes.push(lines.home)
    people.push(...lines.people)
  }
  const yards = [...zone.courtyards].map(([id, { name }]) => ({ ...NOWHERE, id, courtyard: name }))
  return { people: buildIndex(people), homes: buildIndex(homes), yards: buildIndex(yards) }
}

function indexOf(zone: Zone): ComputedRef<Indexes> {
  let index = kept.get(zone)
  if (!index) kept.set(zone, (index = computed(() => indexesOf(zone))))
  return index
}

/** So long after the last change is the index made anew (ms): not between the many of one answer of the server. */
const REST = 800

/** Keep the index ready for the first keystroke; answers how to end that. */
export function keepReady(zone: Zone): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let callOff = (): void => undefined
  let runner: (() => void) & { effect: { stop(): void } } | undefined
  const later = (): void => {
    clearTimeout(timer)
    timer = setTimeout(() => void (callOff = whenIdle(make)), REST)
  }
  const make = (): void => {
    if (runner) runner()
    else runner = effect(() => void indexOf(zone).value, { scheduler: later })
  }
  callOff = whenIdle(make)
  return () => {
    clearTimeout(timer)
    callOff()
    runner?.effect.stop()
  }
}

/** Who and what is meant by what was typed, each kind at most `limit`, best first. */
export function findIn(zone: Zone, query: string, limit = 50): Findings {
  const { people, homes, yards } = indexOf(zone).value
  const hits = <T extends Searchable>(from: SearchIndex<T>): T[] => search(from, query, limit).map((found) => found.record)
  return { people: hits(people), homes: hits(homes), yards: hits(yards) }
}
