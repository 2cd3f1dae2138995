// Finding somebody in the zone while typing: by one, two or three characters of a name, its sound or initials, a telephone's
// last four digits, or an address. The same people as minqing/language/search.py (contracts/cases/name_search.json).

import { halfWidth, hasChinese } from './characters'
import { normalisedName } from './names'

/** What can be found. `pinyin` and `initials` come with the record; a person added on the phone has none yet. */
export interface Searchable {
  name: string
  pinyin: string
  initials: string
  phones: readonly string[]
  /** The courtyard's display name, such as 「东巷57号院」; "" where it is not known. */
  courtyard: string
  /** The home's label in it, such as "403" or 「北房」. */
  unit: string
}

export type FoundBy = 'name' | 'pinyin' | 'initials' | 'phone' | 'address'
export const EXACT = 0, PREFIX = 1, INSIDE = 2
export type Rank = typeof EXACT | typeof PREFIX | typeof INSIDE
export interface Found<T extends Searchable> { record: T; by: FoundBy; rank: Rank }

interface Line<T> { record: T; name: string; latin: string; sound: string; initials: string; phones: string[]; place: string; unit: string }
/** Made once by `buildIndex`; read by `search` at each keystroke. */
export interface SearchIndex<T extends Searchable> { readonly lines: readonly Line<T>[] }

/** What is searched at a keystroke, in the order in which people of one rank are shown: by sound, then by characters. */
export function buildIndex<T extends Searchable>(records: Iterable<T>): SearchIndex<T> {
  const lines = Array.from(records, keptLineOf)
  lines.sort((a, b) => compare(a.record.pinyin, b.record.pinyin) || compare(a.name, b.name) || compare(a.place, b.place))
  return { lines }
}

/** Who is meant by what was typed: exact first, then what begins with it, then what has it inside, people before addresses. */
export function search<T extends Searchable>(index: SearchIndex<T>, query: string, limit = 50): Found<T>[] {
  const wanted = wantedBy(query)
  if (!wanted) return []
  const ranked: Found<T>[][] = [[], [], [], [], [], []]
  for (const line of index.lines) {
    const found = personIn(line, wanted) ?? addressIn(line, wanted)
    if (found) ranked[2 * found.rank + (found.by === 'address' ? 1 : 0)]?.push({ record: line.record, ...found })
  }
  return ranked.flat().slice(0, limit)
}

/** Whether what someone typed means this person, apart from where they live (language/search.matches_person). */
export function matchesPerson(query: string, person: Omit<Searchable, 'courtyard' | 'unit'>): boolean {
  const wanted = wantedBy(query)
  return wanted !== null && personIn(lineOf({ ...person, courtyard: '', unit: '' }), wanted) !== null
}

/** Whether what someone typed means this home or its courtyard (language/search.matches_address). */
export function matchesAddress(query: string, address: Pick<Searchable, 'courtyard' | 'unit'>): boolean {
  const wanted = wantedBy(query)
  return wanted !== null && addressIn(lineOf({ name: '', pinyin: '', initials: '', phones: [], ...address }), wanted) !== null
}

interface Part { word: string; number: boolean; whole: string }
interface Wanted { name: string; squeezed: string; digits: string; chinese: boolean; parts: Part[] }
interface Place { by: FoundBy; rank: Rank }

function wantedBy(query: string): Wanted | null {
  const name = normalisedName(query)
  if (!name) return null
  const plain = halfWidth(name).toLowerCase()
  const bare = plain.replaceAll('-', '').replaceAll(' ', '')
  const words = halfWidth(query).toLowerCase().split(/\s+/).filter(Boolean)
  const parts = words.map((word): Part => ({ word, number: /^\d/.test(word), whole: `${word} ` }))
  return { name, squeezed: squeezed(plain), digits: /^\d+$/.test(bare) ? bare : '', chinese: hasChinese(name), parts }
}

/** A record that is indexed again is not read again. */
const keptLines = new WeakMap<Searchable, Line<Searchable>>()

function keptLineOf<T extends Searchable>(record: T): Line<T> {
  let line = keptLines.get(record) as Line<T> | undefined
  if (!line) keptLines.set(record, (line = lineOf(record)))
  return line
}

function lineOf<T extends Searchable>(record: T): Line<T> {
  const name = normalisedName(record.name)
  const courtyard = squeezed(halfWidth(record.courtyard).toLowerCase())
  const unit = squeezed(halfWidth(record.unit).toLowerCase())
  return {
    record,
    name,
    latin: squeezed(name.toLowerCase()),
    sound: squeezed(record.pinyin),
    initials: record.initials,
    phones: record.phones.map((phone) => halfWidth(phone).replace(/\D/g, '')),
    place: courtyard && unit ? `${courtyard} ${unit}` : courtyard || unit,
    unit,
  }
}

function personIn(line: Line<unknown>, wanted: Wanted): Place | null {
  if (wanted.digits) return phoneIn(line, wanted.digits)
  if (wanted.chinese) return at(line.name, line.name.indexOf(wanted.name), wanted.name, 'name')
  const latin = at(line.latin, line.latin.indexOf(wanted.squeezed), wanted.squeezed, 'name')
  if (latin) return latin
  if (line.sound.startsWith(wanted.squeezed)) return { by: 'pinyin', rank: line.sound === wanted.squeezed ? EXACT : PREFIX }
  if (line.initials.startsWith(wanted.squeezed)) return { by: 'initials', rank: line.initials === wanted.squeezed ? EXACT : PREFIX }
  return null
}

function phoneIn(line: Line<unknown>, digits: string): Place | null {
  if (digits.length < 4) return null
  const phone = line.phones.find((number) => number.endsWith(digits))
  return phone === undefined ? null : { by: 'phone', rank: phone === digits ? EXACT : PREFIX }
}

/** Every word typed stands in the address; one that begins with a digit does not begin within a number. */
function addressIn(line: Line<unknown>, wanted: Wanted): Place | null {
  if (!line.place || wanted.parts.length === 0) return null
  let rank: Rank = EXACT
  for (const part of wanted.parts) {
    const start = wordIn(line.place, part)
    if (start < 0) return null
    const exact = part.word === line.place || part.word === line.unit || (start === 0 && line.place.startsWith(part.whole))
    rank = Math.max(rank, exact ? EXACT : start === 0 ? PREFIX : INSIDE) as Rank
  }
  return { by: 'address', rank }
}

function wordIn(place: string, { word, number }: Part): number {
  let start = place.indexOf(word)
  while (start > 0 && number && isDigit(place.charCodeAt(start - 1))) start = place.indexOf(word, start + 1)
  return start
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39
}

function at(text: string, start: number, wanted: string, by: FoundBy): Place | null {
  if (start < 0) return null
  return { by, rank: text === wanted ? EXACT : start === 0 ? PREFIX : INSIDE }
}

function squeezed(text: string): string {
  return text.replaceAll(' ', '')
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}
