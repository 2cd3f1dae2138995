/** What stands in a cell: links, marks beside words, text that is only text. */
import type { Table } from './table'
import type { Age, Column, Row } from './told'

const MARKS: Record<Age, string> = { fresh: '✓', aging: '◔', stale: '●', never: '○' }

export function element(tag: string, attributes: Record<string, string> = {}, text = ''): HTMLElement {
  const made = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value)
  if (text) made.textContent = text
  return made
}

/** Fill a cell with a row's text of a column. */
export function fill(cell: HTMLElement, table: Table, column: Column, row: Row, text: string): void {
  const [key, household, age, checks] = row
  cell.classList.toggle('rt-edited', column.edited)
  if (column.key === 'checks') {
    cell.replaceChildren(...checks.map((check) => checkLink(table, check, key, household)))
  } else if (column.key === 'name') {
    cell.replaceChildren(link(table.page('resident', key), text))
  } else if (column.key === 'home' && household && text) {
    cell.replaceChildren(link(table.page('household', household), text))
  } else if (column.key === 'confirmed') {
    cell.className += ` rt-${age}`
    cell.replaceChildren(element('span', { class: 'rt-mark', 'aria-hidden': 'true' }, MARKS[age]), text)
  } else {
    cell.textContent = text
  }
  cell.title = column.key === 'checks' ? checks.map((check) => table.told.checks[check]?.todo ?? '').join('\n') : text
}

function link(address: string, text: string): HTMLElement {
  return element('a', { href: address, tabindex: '-1' }, text)
}

function checkLink(table: Table, check: string, key: string, household: string): HTMLElement {
  const words = table.told.checks[check]
  if (!words) return element('span')
  const address = words.page === 'household' && household ? table.page('household', household) : table.page(words.page === 'household' ? 'resident' : words.page, key)
  const made = link(address, words.name)
  made.className = 'rt-check'
  return made
}
