/** Filters: chips of those that hold, and the sheet in which another is made. */
import { closeSheet } from '../sheets'
import { element } from './cells'
import type { Table } from './table'
import type { Column, Filter } from './told'
import type { Word } from './words'
import { say } from './words'

/** A filter in words: 「性别 是 女 或 男」. */
export function inWords(table: Table, [key, operator, value]: Filter): string {
  const column = table.column(key)
  const names = new Map(operator === 'age' ? table.told.ages : column.choices)
  const listed = operator === 'is' || operator === 'age'
  const words = listed ? value.split(',').map((one) => names.get(one) ?? one).join(` ${say('or')} `) : value
  return [column.label, say((operator === 'age' ? 'is' : operator) as Word), words].filter(Boolean).join(' ')
}

export function drawFilters(list: HTMLElement, table: Table): void {
  list.hidden = table.asked.filters.length === 0
  list.replaceChildren(
    ...table.asked.filters.map((filter, at) => {
      const item = document.createElement('li')
      const words = inWords(table, filter)
      const chip = element('button', { type: 'button', class: 'chip', 'aria-label': say('remove', { filter: words }) }, `${words} ×`)
      chip.addEventListener('click', () => table.filter(table.asked.filters.filter((_one, place) => place !== at)))
      item.append(chip)
      return item
    }),
  )
}

export function startFilters(form: HTMLFormElement, table: Table): void {
  const column = labelled(say('column'), element('select', { class: 'form-select', name: 'column' }))
  const operator = labelled(say('how'), element('select', { class: 'form-select', name: 'operator' }))
  const value = element('div', { class: 'stack-tight' })
  const problem = element('p', { class: 'red-ink', role: 'alert' })
  const actions = element('div', { class: 'form-actions' })
  actions.append(element('button', { class: 'btn btn-primary' }, say('add')))
  form.append(column.label, operator.label, value, problem, actions)
  const columns = column.field as HTMLSelectElement
  const operators = operator.field as HTMLSelectElement
  for (const one of table.told.columns) columns.append(new Option(one.label, one.key))
  const drawValue = (): void => value.replaceChildren(...valueFields(table, table.column(columns.value), operators.value))
  const drawOperators = (): void => {
    operators.replaceChildren(...table.column(columns.value).operators.map((one) => new Option(say(one as Word), one)))
    drawValue()
  }
  columns.addEventListener('change', drawOperators)
  operators.addEventListener('change', drawValue)
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    const told = valueOf(value, operators.value)
    if (told === null) {
      problem.textContent = value.querySelector('[type=checkbox]') ? say('choose') : say('write')
      return
    }
    problem.textContent = ''
    table.filter([...table.asked.filters, [columns.value, operators.value, told.slice(1)]])
    const sheet = form.closest('dialog')
    if (sheet) closeSheet(sheet)
  })
  drawOperators()
}

/** "=" and the value; null where one is needed and none is given. */
function valueOf(value: HTMLElement, operator: string): string | null {
  if (operator === 'empty' || operator === 'filled') return '='
  const boxes = [...value.querySelectorAll<HTMLInputElement>('[type=checkbox]')]
  if (boxes.length > 0) {
    const chosen = boxes.filter((box) => box.checked).map((box) => box.value)
    return chosen.length > 0 ? `=${chosen.join(',')}` : null
  }
  const typed = value.querySelector('input')?.value.trim() ?? ''
  return typed ? `=${typed}` : null
}

function valueFields(table: Table, column: Column, operator: string): HTMLElement[] {
  if (operator === 'empty' || operator === 'filled') return []
  if (operator === 'is' || operator === 'age') {
    return (operator === 'age' ? table.told.ages : column.choices).map(([key, label]) => {
      const made = element('label', { class: 'form-check' })
      made.append(element('input', { type: 'checkbox', class: 'form-check-input', value: key }), element('span', { class: 'form-check-label' }, label))
      return made
    })
  }
  const day = operator === 'before' || operator === 'after'
  const number = column.kind === 'number'
  const type = day ? 'date' : number ? 'number' : 'text'
  return [labelled(say(day ? 'value_day' : number ? 'value_number' : 'value'), element('input', { class: 'form-control', type, maxlength: '80' })).label]
}

function labelled(words: string, field: HTMLElement): { label: HTMLElement; field: HTMLElement } {
  const label = element('label', { class: 'form-label' }, words)
  label.append(field)
  return { label, field }
}
