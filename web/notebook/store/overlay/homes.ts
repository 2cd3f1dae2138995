// What facts about households and the people in them show at once.
import type { Day, HouseholdRecord, Id, PersonBody, ResidentPart } from '../../contract'
import type { Overlay, Picture } from './draw'

type Fields = Partial<PersonBody>

function partOf(id: Id, person: Fields, day: Day | null, before?: ResidentPart): ResidentPart {
  const fields = Object.fromEntries(Object.entries(person).filter(([name]) => name !== 'id' && name !== 'household'))
  const { registered_elsewhere: elsewhere, ...same } = fields as Fields
  const plain: ResidentPart = before ?? {
    id, name: '', pinyin: '', initials: '', sex: '', born: '', phones: [], relation: '', elsewhere: null,
    confirmed_on: null, roles: [],
  }
  // The pinyin of a new name comes with the server's record; the old one would find the person by a wrong name.
  const renamed = same.name !== undefined && same.name !== plain.name ? { pinyin: '', initials: '' } : {}
  return {
    ...plain, ...same, ...renamed,
    ...(elsewhere === undefined ? {} : { elsewhere }),
    confirmed_on: day ?? plain.confirmed_on,
  }
}

function changeHome(picture: Picture, id: Id | undefined, change: (home: HouseholdRecord) => Partial<HouseholdRecord>): void {
  const home = id === undefined ? undefined : picture.get('household', id)
  if (id !== undefined && home) picture.put('household', id, { ...home, ...change(home) })
}

function changeResident(picture: Picture, id: Id, change: (person: ResidentPart) => ResidentPart | null): void {
  changeHome(picture, picture.homeOf(id), (home) => ({
    residents: home.residents.flatMap((person) => (person.id === id ? (change(person) ?? []) : person)),
  }))
}

export function correctResident(picture: Picture, id: Id, fields: Fields, day: Day | null): void {
  changeResident(picture, id, (person) => partOf(id, fields, day, person))
}

const addResident: Overlay<'resident.add'> = ({ id, body, day, picture }) =>
  changeHome(picture, body.household, (home) => ({
    residents: [...home.residents.filter((one) => one.id !== id), partOf(id, body, day)],
  }))

const addHousehold: Overlay<'household.add'> = ({ id, body, day, picture }) =>
  picture.put('household', id, {
    courtyard: body.courtyard ?? '', dwelling: body.dwelling ?? '', unit: body.unit ?? '', floor: null, tenure: '',
    number: body.number ?? '', declines: false, confirmed_on: day, last_visit: null, last_met: null,
    residents: body.people.map((person) => partOf(person.id, person, day)),
  })

/** Still the same at the door: the household and everybody in it. */
const confirm: Overlay<'household.confirm'> = ({ body, day, picture }) =>
  changeHome(picture, body.household, (home) => ({
    confirmed_on: day, residents: home.residents.map((person) => ({ ...person, confirmed_on: day })),
  }))

const decline: Overlay<'household.decline'> = ({ body, picture }) =>
  changeHome(picture, body.household, () => ({ declines: true }))

const accept: Overlay<'household.accept'> = ({ body, picture }) =>
  changeHome(picture, body.household, () => ({ declines: false }))

const leave: Overlay<'household.left'> = ({ body, picture }) => picture.drop('household', body.household)

const confirmResident: Overlay<'resident.confirm'> = ({ body, day, picture }) =>
  correctResident(picture, body.resident, {}, day)

const correct: Overlay<'resident.correct'> = ({ body, picture }) =>
  correctResident(picture, body.resident, body.set, null)

const leaveResident: Overlay<'resident.left'> = ({ body, picture }) => changeResident(picture, body.resident, () => null)

export const householdOverlays = {
  'household.add': addHousehold, 'household.confirm': confirm, 'household.decline': decline, 'household.accept': accept,
  'household.left': leave, 'resident.add': addResident, 'resident.confirm': confirmResident, 'resident.correct': correct,
  'resident.left': leaveResident,
} as const
