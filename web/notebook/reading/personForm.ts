// What is typed about a person, and the words of a fact that it makes. Nothing is kept that looks like an identity number.

import { findIdNumbers } from '../../core/idNumbers'
import { normalisedName } from '../../core/names'
import type { Day, Fact, FactBodies, PersonBody, ResidentPart } from '../contract'
import type { Phrase } from '../words'
import { phonesOf, written } from './corrections'
import { bornAsWritten } from './days'

export interface PersonForm { name: string; sex: '' | 'female' | 'male'; born: string; phones: string; elsewhere: '' | 'yes' | 'no'; relation: string }
export type PersonErrors = Partial<Record<keyof PersonForm, Phrase>>

export const BLANK: Readonly<PersonForm> = { name: '', sex: '', born: '', phones: '', elsewhere: '', relation: '' }
export const RELATIONS = [
  'head', 'spouse', 'child', 'parent', 'grandchild', 'grandparent', 'sibling', 'child_in_law', 'parent_in_law', 'relative', 'unrelated',
] as const

export function formOf(body: PersonBody): PersonForm {
  const { name, sex = '', born = '', phones = [], registered_elsewhere: elsewhere = null, relation = '' } = body
  return { name, sex, born, phones: phones.join('\n'), elsewhere: elsewhere === null ? '' : elsewhere ? 'yes' : 'no', relation }
}

/** What must be put right before it can be kept, by field. */
export function errorsOf(form: PersonForm, today: Day): PersonErrors {
  const errors: PersonErrors = {}
  if (!form.name.trim()) errors.name = 'form.nameNeeded'
  if (bornAsWritten(form.born, today) === null) errors.born = 'form.bornWrong'
  for (const field of ['name', 'born', 'phones'] as const) {
    if (findIdNumbers(form[field]).length) errors[field] = 'form.idNumber'
  }
  return errors
}

/** The form in the words of a fact; of a form without errors. */
export function bodyOf(form: PersonForm, today: Day): Required<PersonBody> {
  return {
    name: normalisedName(form.name),
    sex: form.sex,
    born: bornAsWritten(form.born, today) ?? '',
    phones: phonesOf(form.phones),
    registered_elsewhere: form.elsewhere === '' ? null : form.elsewhere === 'yes',
    relation: form.relation,
  }
}

/** The form's words, but of what was not touched exactly what the phone had shown. */
export function changedFrom(shown: Required<PersonBody>, form: PersonForm, today: Day): Required<PersonBody> {
  const before = formOf(shown)
  const now = bodyOf(form, today)
  const kept = <K extends keyof PersonForm, B extends keyof PersonBody>(field: K, name: B): Required<PersonBody>[B] =>
    before[field] === form[field] ? shown[name] : now[name]
  return {
    name: kept('name', 'name'), sex: kept('sex', 'sex'), born: kept('born', 'born'), phones: kept('phones', 'phones'),
    registered_elsewhere: kept('elsewhere', 'registered_elsewhere'), relation: kept('relation', 'relation'),
  }
}

const NOT_KNOWN: Required<PersonBody> = { name: '', sex: '', born: '', phones: [], registered_elsewhere: null, relation: '' }

/**
 * Of a fact about a person what the phone had shown (null for somebody new) and what was written over it. A correction names
 * only some fields: the others are as the phone shows the person now.
 */
export function personBodies(fact: Fact, person?: ResidentPart): { shown: Required<PersonBody> | null; now: Required<PersonBody> } {
  if (fact.kind === 'resident.correct') {
    const { seen, set } = fact.body as FactBodies['resident.correct']
    const shown = { ...(person ? written(person) : NOT_KNOWN), ...seen }
    return { shown, now: { ...shown, ...set } }
  }
  const { household: _, ...body } = fact.body as FactBodies['resident.add']
  return { shown: null, now: { ...NOT_KNOWN, ...body } }
}

/** Whether anything has been written. */
export function isBlank(form: PersonForm): boolean {
  return JSON.stringify(form) === JSON.stringify(BLANK)
}
