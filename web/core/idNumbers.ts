// Mainland identity-card numbers in free text: found, blanked, never kept (minqing/language/id_numbers.py, the same cases).
// It errs a little towards finding: the check character is not asked for where area and day of birth are plausible.

import { halfWidth } from './characters'

const AREA = /^(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|91)(?!00)\d{4}/
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const CHECK_CHARACTERS = '10X98765432'
const SEPARATORS = '[ \\t\\-._/\\u00b7\\u200b-\\u200d\\u2060\\ufeff]'
const RUN = new RegExp(`\\d+(?:${SEPARATORS}{1,3}\\d+)*(?:${SEPARATORS}{0,3}[Xx](?![A-Za-z]))?`, 'g')
const LONG_ENOUGH = /(?:\d[^\d]{0,3}){15}/

/** A place in a text: from start up to, not including, end, in UTF-16 units. */
export type Span = [start: number, end: number]
interface Piece { start: number; text: string }

/** Where identity-card numbers stand: 15 or 18 digits, full-width too, with spaces or dashes inside. */
export function findIdNumbers(text: string): Span[] {
  const plain = halfWidth(text)
  if (!LONG_ENOUGH.test(plain)) return []
  return [...plain.matchAll(RUN)].flatMap((run) => spansInRun(run[0], run.index))
}

/** The text with each identity-card number replaced by the mask. */
export function withoutIdNumbers(text: string, mask = '…'): string {
  let end = 0
  let kept = ''
  for (const [start, next] of findIdNumbers(text)) {
    kept += text.slice(end, start) + mask
    end = next
  }
  return kept + text.slice(end)
}

/** The character that belongs to the first seventeen digits (ISO 7064, MOD 11-2). */
export function checkCharacter(seventeen: string): string {
  const total = WEIGHTS.reduce((sum, weight, place) => sum + weight * Number(seventeen[place]), 0)
  return CHECK_CHARACTERS.charAt(total % 11)
}

/** Whether 15 or 18 characters have the area and the day of an identity number; any check character will do. */
export function hasFormOfIdNumber(number: string): boolean {
  if (!AREA.test(number)) return false
  if (/^\d{17}[\dXx]$/.test(number)) {
    const year = Number(number.slice(6, 10))
    return year >= 1850 && year <= 2099 && isDay(year, number.slice(10, 12), number.slice(12, 14))
  }
  return /^\d{15}$/.test(number) && isDay(1900 + Number(number.slice(6, 8)), number.slice(8, 10), number.slice(10, 12))
}

function isDay(year: number, month: string, day: string): boolean {
  const date = new Date(Date.UTC(year, Number(month) - 1, Number(day)))
  return date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day)
}

function spansInRun(run: string, offset: number): Span[] {
  const pieces: Piece[] = [...run.matchAll(/\d+|[Xx]/g)].map((match) => ({ start: match.index, text: match[0] }))
  const spans: Span[] = []
  for (let first = 0; first < pieces.length; ) {
    const last = endOfNumber(pieces, first)
    const from = pieces[first]
    const to = last === null ? undefined : pieces[last]
    if (last === null || !from || !to) {
      first += 1
      continue
    }
    spans.push([offset + from.start, offset + to.start + to.text.length])
    first = last + 1
  }
  return spans
}

/** The index of the piece with which a number begun at `first` ends, the longest such. */
function endOfNumber(pieces: Piece[], first: number): number | null {
  let number = ''
  let best: number | null = null
  for (let last = first; last < pieces.length; last += 1) {
    number += pieces[last]?.text ?? ''
    if (number.length > 18) break
    if (!hasFormOfIdNumber(number)) continue
    // Pieces cut out of a longer run (a bank card in groups, two telephones) need the check character.
    const alone = first === 0 && last === pieces.length - 1
    const tailIsX = last === first + 1 && /[Xx]$/.test(number)
    if (first === last || alone || tailIsX || checks(number)) best = last
  }
  return best
}

function checks(number: string): boolean {
  return number.length === 18 && checkCharacter(number.slice(0, 17)) === number.charAt(17).toUpperCase()
}
