/** A cell being written: its field, what the server says of it, and the text, which is never lost. */
import { element } from './cells'
import type { Table } from './table'
import type { Column, Row } from './told'
import { say } from './words'

type Field = HTMLInputElement | HTMLSelectElement

export class Editing {
  private readonly field: Field
  private readonly problem = element('div', { class: 'rt-problem', role: 'alert', id: 'rt-problem' })
  private readonly before: string
  private was: string
  private busy = false

  constructor(
    private readonly table: Table,
    readonly place: number,
    private readonly row: Row,
    private readonly column: Column,
    readonly cell: HTMLElement,
    private readonly ended: (step: -1 | 0 | 1, written: boolean) => void,
  ) {
    this.was = row[4][table.asked.columns.indexOf(column.key)] ?? ''
    this.field = column.set.length > 0 ? chosen(column, this.was) : typed(this.was)
    this.field.setAttribute('aria-label', column.label)
    this.before = this.field.value
    this.problem.hidden = true
    cell.classList.add('rt-editing')
    cell.removeAttribute('title')
    cell.replaceChildren(this.field, this.problem)
    this.field.addEventListener('keydown', (event) => this.key(event as KeyboardEvent))
    this.field.addEventListener('blur', () => void this.leave())
    this.field.focus()
    if (this.field instanceof HTMLInputElement) this.field.select()
  }

  private key(event: KeyboardEvent): void {
    event.stopPropagation()
    if (event.isComposing) return
    if (event.key === 'Escape') this.end(0)
    else if (event.key === 'Enter') void this.write(0)
    else if (event.key === 'Tab') void this.write(event.shiftKey ? -1 : 1)
    else return
    event.preventDefault()
  }

  private async leave(): Promise<void> {
    if (this.busy || !this.problem.hidden || !this.cell.isConnected) return
    if (this.field.value === this.before) this.end(0)
    else await this.write(0)
  }

  private async write(step: -1 | 0 | 1): Promise<void> {
    if (this.busy) return
    if (this.field.value === this.before && this.problem.hidden) {
      this.end(step)
      return
    }
    this.busy = true
    this.field.setAttribute('aria-busy', 'true')
    const told = await this.send()
    this.field.removeAttribute('aria-busy')
    this.busy = false
    if (told === null) this.end(step, true)
    else this.refuse(told)
  }

  /** Null where it is written, else what to say. */
  private async send(): Promise<string | null> {
    const body = new URLSearchParams({ column: this.column.key, value: this.field.value, was: this.was })
    try {
      const answer = await fetch(this.table.cellAddress(this.row[0]), { method: 'POST', body, headers: { 'X-CSRFToken': token() } })
      if (answer.redirected) return say('signedOut')
      const told = (await answer.json()) as { row?: Row; error?: string; now?: string }
      if (answer.status === 409) return this.clash(told.now ?? '')
      if (!answer.ok) return told.error ?? say('notSaved')
      if (told.row) this.table.replace(told.row)
      return null
    } catch {
      return say('notSaved')
    }
  }

  /** What stands there now is what the next attempt is made against. */
  private clash(now: string): string {
    this.was = now
    return say('changed', { now: now || say('emptyValue') })
  }

  private refuse(words: string): void {
    this.problem.textContent = words
    this.problem.hidden = false
    this.problem.classList.toggle('rt-above', this.below() < this.problem.offsetHeight + 8)
    this.field.setAttribute('aria-invalid', 'true')
    this.field.setAttribute('aria-describedby', this.problem.id)
    this.field.focus()
  }

  /** How many pixels the table shows below the cell. */
  private below(): number {
    const box = this.cell.closest('.rt')
    return (box?.getBoundingClientRect().bottom ?? 0) - this.cell.getBoundingClientRect().bottom
  }

  private end(step: -1 | 0 | 1, written = false): void {
    this.cell.classList.remove('rt-editing')
    this.ended(step, written)
  }
}

function typed(text: string): HTMLInputElement {
  const field = element('input', { class: 'rt-field', autocomplete: 'off', maxlength: '400' }) as HTMLInputElement
  field.value = text
  return field
}

function chosen(column: Column, text: string): HTMLSelectElement {
  const field = element('select', { class: 'rt-field' }) as HTMLSelectElement
  const now = column.set.find(([, label]) => label === text)
  // What the cell cannot be set back to (a day of confirming) stands first, and writes nothing.
  if (!now && !column.set.some(([key]) => key === '')) field.append(new Option(text, '\u0000', true, true))
  for (const [key, label] of column.set) field.append(new Option(label, key, false, now ? now[0] === key : key === '' && !text))
  return field
}

function token(): string {
  const headers = JSON.parse(document.body.getAttribute('hx-headers') ?? '{}') as Record<string, string>
  return headers['X-CSRFToken'] ?? ''
}
