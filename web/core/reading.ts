// In which order people read names that hold numbers: 第二片区 before 第十片区, 2号院 before 12号院 (minqing/language/order.py).

const PARTS = /(\d+|[零一二三四五六七八九十百]+)/
const DIGITS = '零一二三四五六七八九'
type Part = readonly [number, string]

/** The value of a number written in characters, up to 999; digits in a row are read one by one. */
function chineseNumber(text: string): number {
  if (!/[十百]/.test(text)) return Number([...text].map((character) => DIGITS.indexOf(character)).join(''))
  let total = 0
  let digit = 0
  for (const character of text) {
    if (character === '十' || character === '百') {
      total += (digit || 1) * (character === '十' ? 10 : 100)
      digit = 0
    } else digit = DIGITS.indexOf(character)
  }
  return total + digit
}

/** Sorting compares a name many times; taking it apart is the dear part of it. */
const KEPT_AT_MOST = 5_000
const taken = new Map<string, Part[]>()

function readingOrder(text: string): Part[] {
  let parts = taken.get(text)
  if (parts) return parts
  if (taken.size >= KEPT_AT_MOST) taken.clear()
  taken.set(text, (parts = apart(text)))
  return parts
}

function apart(text: string): Part[] {
  return text.split(PARTS).map((part, place): Part => {
    if (place % 2 === 0) return [-1, part]
    return [/^\d/.test(part) ? Number(part) : chineseNumber(part), '']
  })
}

/** For sorting: below zero where `one` is read before `other`. */
export function compareReading(one: string, other: string): number {
  const first = readingOrder(one)
  const second = readingOrder(other)
  for (let place = 0; place < Math.min(first.length, second.length); place += 1) {
    const [number, text] = first[place] as Part
    const [otherNumber, otherText] = second[place] as Part
    if (number !== otherNumber) return number - otherNumber
    if (text !== otherText) return text < otherText ? -1 : 1
  }
  return first.length - second.length
}
