/** The table's state: what is asked and the rows that answer it. Whoever draws listens. */
import { Pieces } from './pieces'
import type { Asked, Column, Filter, Row, Told } from './told'
import { addressOf, queryOf } from './told'

export const NARROWEST = 40
export const WIDEST = 600

export class Table {
  readonly asked: Asked
  readonly pieces: Pieces
  private readonly byKey: Map<string, Column>
  private readonly listeners: ((anew: boolean) => void)[] = []

  constructor(readonly told: Told) {
    this.asked = told.asked
    this.byKey = new Map(told.columns.map((column) => [column.key, column]))
    this.pieces = new Pieces(
      (from, to) => `${told.rows}?${this.rowsAsked()}&from=${from}&to=${to}`,
      () => this.tell(false),
    )
  }

  get columns(): Column[] {
    return this.asked.columns.map((key) => this.column(key))
  }

  column(key: string): Column {
    const found = this.byKey.get(key)
    if (!found) throw new Error(`no column ${key}`)
    return found
  }

  width(column: Column): number {
    return this.asked.widths[column.key] ?? column.width
  }

  /** `anew`: another question, so that what was read is gone and the table begins at its top. */
  listen(listener: (anew: boolean) => void): void {
    this.listeners.push(listener)
  }

  sortBy(column: Column): void {
    if (!column.sorted) return
    this.asked.descending = this.asked.order === column.key && !this.asked.descending
    this.asked.order = column.key
    this.anew()
  }

  find(words: string): void {
    if (words === this.asked.words) return
    this.asked.words = words
    this.anew()
  }

  filter(filters: Filter[]): void {
    this.asked.filters = filters
    this.anew()
  }

  show(columns: string[]): void {
    this.asked.columns = columns
    this.anew()
  }

  widen(column: Column, width: number): void {
    this.asked.widths[column.key] = Math.round(Math.min(Math.max(width, NARROWEST), WIDEST))
    this.tell(false)
  }

  replace(row: Row): void {
    this.pieces.replace(row)
    this.tell(false)
  }

  cellAddress(key: string): string {
    return `${addressOf(this.told.cell, key)}?${this.rowsAsked()}`
  }

  page(name: string, key: string): string {
    return addressOf(this.told.pages[name] ?? '', key)
  }

  private rowsAsked(): string {
    const query = queryOf(this.asked)
    query.delete('w')
    return query.toString()
  }

  private anew(): void {
    this.pieces.forget()
    this.tell(true)
  }

  private tell(anew: boolean): void {
    for (const listener of this.listeners) listener(anew)
  }
}
