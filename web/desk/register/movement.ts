/** Where a key leads from a cell. Pure: the head of the table is row -1. */

export interface Cell {
  row: number
  column: number
}

export interface Field {
  rows: number
  columns: number
  /** Rows that are in sight at once. */
  page: number
}

type Step = (at: Cell, field: Field) => Cell

const last = (field: Field): Cell => ({ row: field.rows - 1, column: field.columns - 1 })

const STEPS: Record<string, Step> = {
  ArrowUp: (at) => ({ ...at, row: at.row - 1 }),
  ArrowDown: (at) => ({ ...at, row: at.row + 1 }),
  ArrowLeft: (at) => ({ ...at, column: at.column - 1 }),
  ArrowRight: (at) => ({ ...at, column: at.column + 1 }),
  PageUp: (at, field) => ({ ...at, row: at.row < 0 ? -1 : Math.max(0, at.row - field.page) }),
  PageDown: (at, field) => ({ ...at, row: at.row + field.page }),
  Home: (at) => ({ ...at, column: 0 }),
  End: (at, field) => ({ ...at, column: last(field).column }),
}
const WITH_CONTROL: Record<string, Step> = {
  Home: () => ({ row: 0, column: 0 }),
  End: (_at, field) => last(field),
  ArrowUp: (at) => ({ ...at, row: 0 }),
  ArrowDown: (at, field) => ({ ...at, row: last(field).row }),
}

/** The cell that a key leads to, within the field; null for a key that leads nowhere. */
export function ledTo(key: string, control: boolean, at: Cell, field: Field): Cell | null {
  const step = (control ? WITH_CONTROL : STEPS)[key]
  return step ? within(step(at, field), field) : null
}

export function within(at: Cell, field: Field): Cell {
  return {
    row: Math.min(Math.max(at.row, -1), field.rows - 1),
    column: Math.min(Math.max(at.column, 0), field.columns - 1),
  }
}
