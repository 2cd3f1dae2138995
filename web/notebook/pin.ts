// Which six digits are too easily guessed. Somebody who found the phone has five tries: the first guesses are one digit
// repeated, digits in a row, and dates.

import type { Phrase } from './words'

export const PIN_LENGTH = 6

/** Why a PIN is refused, or null where it is good enough. */
export function weakness(pin: string): Phrase | null {
  const digits = [...pin].map(Number)
  const period = (length: number): boolean => digits.every((digit, at) => digit === digits[at % length])
  if (period(1) || period(2)) return 'pin.same'
  const step = (by: number): boolean => digits.slice(1).every((digit, at) => (digit - digits[at]! + 10) % 10 === by)
  const half = pin.slice(0, 3)
  if (step(1) || step(9) || (period(3) && (half === '123' || half === '321'))) return 'pin.row'
  return isDate(pin) ? 'pin.date' : null
}

/** 660508, 080566 or 196605. */
function isDate(pin: string): boolean {
  const [one, two, three] = [pin.slice(0, 2), pin.slice(2, 4), pin.slice(4, 6)].map(Number) as [number, number, number]
  const monthDay = (month: number, day: number): boolean => month >= 1 && month <= 12 && day >= 1 && day <= 31
  return monthDay(two, three) || monthDay(two, one) || ((one === 19 || one === 20) && three >= 1 && three <= 12)
}
