// A household met at a door that is not written down: its home, its people, and what must be looked at before it is added.

import { findIdNumbers } from '../../core/idNumbers'
import { tidy } from '../../core/characters'
import type { Day, FactBodies, Id } from '../contract'
import type { Zone } from '../house'
import type { Phrase } from '../words'
import { alikeIn, type Alike } from './alike'
import { householdsIn } from './homes'
import { BLANK, bodyOf, errorsOf, formOf, isBlank, type PersonErrors, type PersonForm } from './personForm'

export interface HomeForm { unit: string; number: string; people: { id: Id; form: PersonForm }[] }
export interface HomeCheck {
  unit: Phrase | null
  number: Phrase | null
  people: Record<Id, PersonErrors>
  /** Nothing is wrong: it can be added once the two questions below are answered. */
  ready: boolean
  /** The household that is written down for this home already. */
  taken: Id | null
  alike: Alike[]
}

export function blankHome(person: Id): HomeForm {
  return { unit: '', number: '', people: [{ id: person, form: { ...BLANK } }] }
}

/** A household's fact as the form that it came from. */
export function homeOf(body: FactBodies['household.add']): HomeForm {
  return { unit: body.unit ?? '', number: body.number ?? '', people: body.people.map(({ id, ...person }) => ({ id, form: formOf(person) })) }
}

/** Those of whom anything was written; the first is asked for in any case. */
function written(form: HomeForm): HomeForm['people'] {
  return form.people.filter((person, place) => place === 0 || !isBlank(person.form))
}

export function checkHome(zone: Zone, courtyard: Id, form: HomeForm, today: Day): HomeCheck {
  const unit: Phrase | null = !form.unit.trim() ? 'add.unitNeeded' : findIdNumbers(form.unit).length ? 'form.idNumber' : null
  const number: Phrase | null = findIdNumbers(form.number).length ? 'form.idNumber' : null
  const people = Object.fromEntries(written(form).map((person) => [person.id, errorsOf(person.form, today)]))
  const ready = !unit && !number && Object.values(people).every((errors) => !Object.keys(errors).length)
  const taken = householdsIn(zone, courtyard).find(([, one]) => one.unit.toLowerCase() === tidy(form.unit).toLowerCase())?.[0] ?? null
  const alike = ready ? written(form).flatMap((one) => alikeIn(zone, bodyOf(one.form, today), { courtyard, household: '' })) : []
  return { unit, number, people, ready, taken, alike: alike.slice(0, 3) }
}

/** The fact of the household; the dwelling is found by courtyard and unit, or made. */
export function homeBody(courtyard: Id, form: HomeForm, today: Day): FactBodies['household.add'] {
  const number = tidy(form.number)
  return {
    courtyard,
    unit: tidy(form.unit),
    ...(number && { number }),
    people: written(form).map((one) => ({ id: one.id, ...bodyOf(one.form, today) })),
  }
}
