// What a place is called in one line, and who lives there.

import type { Day, HouseholdRecord, Id, ResidentPart } from './contract'
import type { Zone } from './house'
import { ageOn } from './reading/days'
import { addressOf } from './reading/homes'
import { t, term } from './words'

/** Where an entry or a concern belongs: the door, else the courtyard, else nothing. */
export function placeWords(zone: Zone, household: Id | null | undefined, courtyard: Id | null | undefined): string {
  const door = household ? zone.households.get(household) : undefined
  if (door) return addressOf(door, zone.courtyards)
  return courtyard ? (zone.courtyards.get(courtyard)?.name ?? '') : ''
}

/** 「王秀兰、李建国 等 4 人」: the first two by name. */
export function nameWords(household: HouseholdRecord): string {
  const names = household.residents.map((resident) => resident.name)
  const first = names.slice(0, 2).join(t('name.and'))
  return names.length > 2 ? t('name.several', { names: first, count: names.length }) : first
}

/** 「配偶 · 57 岁 · 女 · 居民代表」: what is known of a person, in one line. */
export function personWords(person: ResidentPart, today: Day): string {
  const age = ageOn(person.born, today)
  return [
    person.relation ? term('relation', person.relation) : '',
    age !== null ? t('person.age', { count: age }) : person.born ? t('person.bornIn', { born: person.born }) : '',
    person.sex ? term('sex', person.sex) : '',
    ...person.roles.map((role) => term('role', role)),
  ].filter(Boolean).join(' · ')
}

/** A value of a person's field, as it is read: a choice by its name, numbers in a line, nothing as «left empty». */
export function fieldWords(field: string, value: unknown): string {
  if (field === 'registered_elsewhere' || field === 'elsewhere') {
    return value === null ? t('person.unknown') : t(value ? 'person.elsewhereYes' : 'person.elsewhereNo')
  }
  if (field === 'sex' || field === 'relation') return term(field, String(value || 'unknown'))
  const words = Array.isArray(value) ? value.join(t('name.and')) : String(value ?? '')
  return words || t('clash.empty')
}
