// A correction carries what the phone had shown and what is changed, and nothing else (docs/decisions/0008, "Clash").

import type { FactBodies, Id, PersonBody, ResidentPart } from '../contract'

export type Field = 'name' | 'sex' | 'born' | 'phones' | 'registered_elsewhere' | 'relation'
export const FIELDS: readonly Field[] = ['name', 'sex', 'born', 'phones', 'registered_elsewhere', 'relation']

/** What is written about a person, in the words of a fact. */
export function written(person: ResidentPart): Required<PersonBody> {
  return {
    name: person.name, sex: person.sex as Required<PersonBody>['sex'], born: person.born, phones: [...person.phones],
    registered_elsewhere: person.elsewhere, relation: person.relation,
  }
}

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)

/** The body of the correction: only what changed goes into `set`, with what was seen of just that; null where nothing changed. */
export function correction(resident: Id, shown: Required<PersonBody>, now: Required<PersonBody>): FactBodies['resident.correct'] | null {
  const changed = FIELDS.filter((field) => !same(shown[field], now[field]))
  if (!changed.length) return null
  const part = (from: Required<PersonBody>): Partial<PersonBody> => Object.fromEntries(changed.map((field) => [field, from[field]]))
  return { resident, seen: part(shown), set: part(now) }
}

/** Telephone numbers, one or several in a line, without empty ones or doubles. */
export function phonesOf(text: string): string[] {
  const parts = text.normalize('NFKC').split(/[\n,;、/|]+/).map((part) => part.trim().replace(/(?<=\d) (?=\d)/g, ''))
  return [...new Set(parts.filter(Boolean))]
}
