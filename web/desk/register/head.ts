/** The heads of the columns: their names, the order, and an edge to drag. */
import { element } from './cells'
import type { Cell } from './movement'
import type { Table } from './table'
import type { Column } from './told'
import { say } from './words'

export function drawHead(head: HTMLElement, table: Table, active: Cell): void {
  const version = JSON.stringify([table.asked.columns, table.asked.order, table.asked.descending])
  if (head.dataset.version !== version) {
    head.dataset.version = version
    const row = element('div', { class: 'rt-row', role: 'row', 'aria-rowindex': '1' })
    row.append(...table.columns.map((column, at) => cell(table, column, at)))
    head.replaceChildren(row)
  }
  head.classList.toggle('rt-head-active', active.row < 0)
}

function cell(table: Table, column: Column, at: number): HTMLElement {
  const sorted = table.asked.order === column.key
  const made = element('div', { class: `rt-cell rt-kind-${column.kind}`, role: 'columnheader', id: `rt-head-${at}`, 'aria-colindex': String(at + 1) }, column.label)
  if (sorted) {
    made.setAttribute('aria-sort', table.asked.descending ? 'descending' : 'ascending')
    made.append(element('span', { 'aria-hidden': 'true' }, table.asked.descending ? ' ▼' : ' ▲'))
  }
  if (column.sorted) {
    made.title = say('sortBy', { column: column.label })
    made.classList.add('rt-sorted')
    made.addEventListener('click', () => table.sortBy(column))
  }
  made.append(edge(table, column))
  return made
}

function edge(table: Table, column: Column): HTMLElement {
  const made = element('span', { class: 'rt-edge', 'aria-hidden': 'true', title: say('lessWide') })
  made.addEventListener('click', (event) => event.stopPropagation())
  made.addEventListener('pointerdown', (event) => {
    event.preventDefault()
    const tenth = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 10
    const from = event.clientX
    const width = table.width(column)
    made.setPointerCapture(event.pointerId)
    made.onpointermove = (moved) => table.widen(column, width + (moved.clientX - from) / tenth)
    made.onpointerup = made.onpointercancel = () => (made.onpointermove = null)
  })
  return made
}
