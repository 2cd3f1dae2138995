// Whether two people may be one written twice (minqing/language/likeness.py, the same cases). A suggestion with its reasons; a
// person decides.

import { normalisedName } from './names'

export type ReasonKey =
  | 'same_name' | 'same_sound' | 'similar_name' | 'other_name' | 'same_birth_date' | 'birth_date_fits' | 'birth_date_swapped'
  | 'other_birth_date' | 'other_sex' | 'same_phone' | 'same_home' | 'same_courtyard'

/** What each agreement adds to, or disagreement takes from, the score. */
const WEIGHTS: Readonly<Record<ReasonKey, number>> = {
  same_name: 0.45, same_sound: 0.25, similar_name: 0.2, other_name: -0.4, same_birth_date: 0.35, birth_date_fits: 0.15,
  birth_date_swapped: 0.15, other_birth_date: -0.35, other_sex: -0.25, same_phone: 0.2, same_home: 0.25, same_courtyard: 0.1,
}
/** From here on it is worth asking somebody. */
export const LIKELY_THE_SAME = 0.65

export interface KnownPerson {
  name: string
  /** "" where it is not known: then nobody is said to sound the same. */
  pinyin?: string
  sex?: string
  /** As far as it is known: "1966-05-08", "1966-05" or "1966". */
  born?: string
  phones?: readonly string[]
  courtyard?: string
  dwelling?: string
}
export interface Likeness { score: number; reasons: ReasonKey[]; likelyTheSame: boolean }

/** How likely two entries are one person written twice, with the reasons. The order does not matter. */
export function likenessOfPersons(one: KnownPerson, other: KnownPerson): Likeness {
  const reasons: ReasonKey[] = [nameReason(one, other)]
  const birth = birthReason(birthOf(one.born), birthOf(other.born))
  if (birth) reasons.push(birth)
  if (one.sex && other.sex && one.sex !== other.sex) reasons.push('other_sex')
  if (one.phones?.some((phone) => other.phones?.includes(phone))) reasons.push('same_phone')
  if (one.dwelling && one.dwelling === other.dwelling) reasons.push('same_home')
  else if (one.courtyard && one.courtyard === other.courtyard) reasons.push('same_courtyard')
  const sum = reasons.reduce((total, key) => total + WEIGHTS[key], 0)
  const score = Math.round(Math.min(1, Math.max(0, sum)) * 100) / 100
  return { score, reasons, likelyTheSame: score >= LIKELY_THE_SAME }
}

/** Who of those known may be this person, the likeliest first; none where it is not worth asking. */
export function likePersons<T extends KnownPerson>(person: KnownPerson, known: Iterable<T>): { person: T; likeness: Likeness }[] {
  const found: { person: T; likeness: Likeness }[] = []
  for (const one of known) {
    const likeness = likenessOfPersons(person, one)
    if (likeness.likelyTheSame) found.push({ person: one, likeness })
  }
  return found.sort((one, other) => other.likeness.score - one.likeness.score)
}

function nameReason(one: KnownPerson, other: KnownPerson): ReasonKey {
  const first = normalisedName(one.name)
  const second = normalisedName(other.name)
  if (first.toLowerCase() === second.toLowerCase()) return 'same_name'
  if (one.pinyin && one.pinyin === other.pinyin) return 'same_sound'
  const [letters, others] = [[...first], [...second]]
  const apart = letters.filter((letter, place) => letter !== others[place]).length
  return letters.length === others.length && letters.length >= 2 && apart === 1 ? 'similar_name' : 'other_name'
}

type Birth = readonly [year: number, month: number | null, day: number | null]

function birthOf(born: string | undefined): Birth | null {
  const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(born ?? '')
  if (!match) return null
  return [Number(match[1]), match[2] ? Number(match[2]) : null, match[3] ? Number(match[3]) : null]
}

function birthReason(one: Birth | null, other: Birth | null): ReasonKey | null {
  if (one === null || other === null) return null
  const pairs = one.map((part, place) => [part, other[place] ?? null] as const)
  if (pairs.every(([a, b]) => a === b)) return one[2] === null ? 'birth_date_fits' : 'same_birth_date'
  if (pairs.every(([a, b]) => a === b || a === null || b === null)) return 'birth_date_fits'
  if (one[0] === other[0] && one[1] === other[2] && one[2] === other[1]) return 'birth_date_swapped'
  return 'other_birth_date'
}
