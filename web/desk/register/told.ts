/** What the page tells the table: its columns, what is asked, the addresses to call. Written by the server. */

export interface Column {
  key: string
  label: string
  kind: 'text' | 'name' | 'phones' | 'choice' | 'day' | 'born' | 'number'
  /** Tenths of a rem. */
  width: number
  sorted: boolean
  operators: string[]
  choices: [string, string][]
  edited: boolean
  /** What a cell may be set to; empty where it is typed. */
  set: [string, string][]
}

export type Filter = [column: string, operator: string, value: string]

export interface Asked {
  columns: string[]
  filters: Filter[]
  order: string
  descending: boolean
  words: string
  widths: Record<string, number>
}

export interface Check {
  name: string
  todo: string
  page: string
}

export interface Told {
  columns: Column[]
  asked: Asked
  rows: string
  cell: string
  out: string
  pages: Record<string, string>
  checks: Record<string, Check>
  ages: [string, string][]
}

export type Age = 'fresh' | 'aging' | 'stale' | 'never'
export type Row = [key: string, household: string, age: Age, checks: string[], cells: string[]]

export interface Part {
  start: number
  total: number
  mark: number
  rows: (Row | null)[]
}

const NIL = '00000000-0000-0000-0000-000000000000'

/** An address of the server's with a row's id in its place. */
export function addressOf(pattern: string, key: string): string {
  return pattern.replace(NIL, key)
}

/** What is asked, as an address says it; the same words as the server's `address_of`. */
export function queryOf(asked: Asked): URLSearchParams {
  const query = new URLSearchParams()
  query.set('c', asked.columns.join(','))
  for (const filter of asked.filters) query.append('f', filter.join(':'))
  if (asked.filters.length === 0) query.set('f', '')
  query.set('sort', (asked.descending ? '-' : '') + asked.order)
  if (asked.words) query.set('q', asked.words)
  const widths = Object.entries(asked.widths)
  if (widths.length > 0) query.set('w', widths.map(([key, width]) => `${key}.${width}`).join(','))
  return query
}
