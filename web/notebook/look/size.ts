// Bytes in words.

const UNITS = ['B', 'kB', 'MB', 'GB'] as const

/** 900000 is «0.9 MB»: at most one digit after the point, in the unit that leaves a number below a thousand. */
export function sizeWords(bytes: number): string {
  let unit = 0
  let left = bytes
  while (left >= 1000 && unit < UNITS.length - 1) {
    left /= 1000
    unit += 1
  }
  return `${unit === 0 || left >= 100 ? Math.round(left) : Math.round(left * 10) / 10} ${UNITS[unit]}`
}
