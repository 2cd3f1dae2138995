/** Which columns show, in what order: a tick and two arrows each. */
import { element } from './cells'
import type { Table } from './table'
import type { Column } from './told'
import { say } from './words'

export function drawChoice(list: HTMLElement, table: Table): void {
  const shown = table.columns
  const hidden = table.told.columns.filter((column) => !table.asked.columns.includes(column.key))
  const focused = (document.activeElement as HTMLElement | null)?.dataset.id
  list.replaceChildren(...[...shown, ...hidden].map((column) => line(table, column, shown.indexOf(column))))
  if (focused) list.querySelector<HTMLElement>(`[data-id="${focused}"]`)?.focus()
}

function line(table: Table, column: Column, at: number): HTMLElement {
  const item = element('li', { class: 'row-line' })
  const label = element('label', { class: 'form-check' })
  const box = element('input', { type: 'checkbox', class: 'form-check-input', 'data-id': `${column.key}-tick` }) as HTMLInputElement
  box.checked = at >= 0
  box.disabled = column.key === 'name'
  box.addEventListener('change', () => tick(table, column, box.checked))
  label.append(box, element('span', { class: 'form-check-label' }, column.label))
  item.append(label)
  if (at > 0) item.append(arrow(table, column, at, -1), arrow(table, column, at, 1))
  return item
}

function tick(table: Table, column: Column, shown: boolean): void {
  const keys = table.asked.columns.filter((key) => key !== column.key)
  table.show(shown ? [...keys, column.key] : keys)
}

function arrow(table: Table, column: Column, at: number, by: -1 | 1): HTMLElement {
  const words = say(by < 0 ? 'up' : 'down', { column: column.label })
  const made = element('button', { type: 'button', class: 'btn btn-icon btn-sm', 'aria-label': words, title: words, 'data-id': `${column.key}${by}` }, by < 0 ? '↑' : '↓') as HTMLButtonElement
  const keys = [...table.asked.columns]
  // The name stays first.
  made.disabled = at + by < 1 || at + by >= keys.length
  made.addEventListener('click', () => {
    keys.splice(at, 1)
    keys.splice(at + by, 0, column.key)
    table.show(keys)
  })
  return made
}
