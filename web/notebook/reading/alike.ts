// Before somebody is written down twice: who of the zone is alike, and what speaks for it (web/core/likeness).

import { likePersons, type KnownPerson } from '../../core/likeness'
import type { Id, PersonBody, ResidentPart } from '../contract'
import type { Zone } from '../house'
import { addressOf } from './homes'

export interface Alike { person: ResidentPart; householdId: Id; address: string; reasons: string[] }
interface Candidate extends KnownPerson { resident: ResidentPart; householdId: Id; address: string }

const AT_MOST = 3

/** The people who are worth a look before this one is added, the likest first, at most three. */
export function alikeIn(zone: Zone, body: PersonBody, home: { courtyard: Id; household: Id }): Alike[] {
  const known: Candidate[] = []
  for (const [householdId, household] of zone.households) {
    const place = { courtyard: household.courtyard, dwelling: householdId, householdId, address: addressOf(household, zone.courtyards) }
    for (const { name, pinyin, sex, born, phones, ...rest } of household.residents) {
      known.push({ name, pinyin, sex, born, phones, ...place, resident: { name, pinyin, sex, born, phones, ...rest } })
    }
  }
  const { name, sex = '', born = '', phones = [] } = body
  return likePersons({ name, sex, born, phones, courtyard: home.courtyard, dwelling: home.household }, known)
    .slice(0, AT_MOST)
    .map(({ person, likeness }) => ({
      person: person.resident, householdId: person.householdId, address: person.address,
      reasons: likeness.reasons.filter((reason) => !reason.startsWith('other_')),
    }))
}
