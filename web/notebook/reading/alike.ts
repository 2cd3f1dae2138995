// Before somebody is written down twice: who of the zone is alike, and why (web/core/likeness).

import { likenessOfPersons, type KnownPerson } from '../../core/likeness'
import type { Id, PersonBody, ResidentPart } from '../contract'
import type { Zone } from '../house'
import { addressOf } from './homes'

export interface Alike { person: ResidentPart; householdId: Id; address: string; reasons: string[] }

const known = (body: Omit<PersonBody, 'registered_elsewhere' | 'relation'>, courtyard: Id, household: Id): KnownPerson => ({
  name: body.name, sex: body.sex ?? '', born: body.born ?? '', phones: body.phones ?? [], courtyard, dwelling: household,
})
const AT_MOST = 3

/** The people who are worth a look before this one is added, the likest first, at most three; each with what speaks for it. */
export function alikeIn(zone: Zone, body: PersonBody, home: { courtyard: Id; household: Id }, pinyin = ''): Alike[] {
  const wanted = { ...known(body, home.courtyard, home.household), pinyin }
  const found: (Alike & { score: number })[] = []
  for (const [householdId, household] of zone.households) {
    for (const person of household.residents) {
      const other = { ...known({ ...person, sex: person.sex as '' }, household.courtyard, householdId), pinyin: person.pinyin }
      const { score, reasons, likelyTheSame } = likenessOfPersons(wanted, other)
      if (!likelyTheSame) continue
      found.push({ person, householdId, address: addressOf(household, zone.courtyards), reasons: reasons.filter(([, weight]) => weight > 0).map(([key]) => key), score })
    }
  }
  return found.sort((one, another) => another.score - one.score).slice(0, AT_MOST)
}
