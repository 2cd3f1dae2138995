/** The grid: rows in sight of a scrolled box, one active cell, the keyboard. Focus stays on the box itself. */
import { element, fill } from './cells'
import { Editing } from './editing'
import type { Cell } from './movement'
import { ledTo, within } from './movement'
import { NotAsked, PIECE, SignedOut } from './pieces'
import type { Table } from './table'
import type { Column, Row } from './told'
import { drawHead } from './head'
import { inSight, scrolledTo } from './windowing'
import { say } from './words'

const REST = 60

interface Drawn {
  element: HTMLElement
  /** What it was drawn from; another object, another drawing. */
  row: Row | null | undefined
  columns: string
}

export class Grid {
  private readonly box: HTMLElement
  private readonly head = element('div', { class: 'rt-head', role: 'rowgroup' })
  private readonly body = element('div', { class: 'rt-body', role: 'rowgroup' })
  private readonly notice = element('div', { class: 'rt-notice', role: 'status' })
  private readonly said = element('p', { class: 'visually-hidden', role: 'status' })
  private readonly drawn = new Map<number, Drawn>()
  private active: Cell = { row: 0, column: 0 }
  private editing: Editing | null = null
  private rowHeight = 44
  private frame = 0
  private timer = 0
  private asked = 0

  constructor(
    place: HTMLElement,
    private readonly table: Table,
  ) {
    this.box = element('div', { class: 'rt', role: 'grid', tabindex: '0', 'aria-label': place.getAttribute('aria-label') ?? '' })
    place.removeAttribute('aria-label')
    this.box.append(this.head, this.body)
    place.append(this.box, this.notice, this.said)
    this.box.addEventListener('scroll', () => this.soon(), { passive: true })
    this.box.addEventListener('keydown', (event) => this.key(event))
    this.box.addEventListener('mousedown', (event) => this.point(event))
    this.box.addEventListener('dblclick', (event) => this.point(event, true))
    new ResizeObserver(() => this.measure()).observe(this.box)
    table.listen((anew) => this.changed(anew))
    this.changed(true)
  }

  private changed(anew: boolean): void {
    if (anew) {
      this.stop()
      this.clear()
      this.box.scrollTop = 0
      this.active = { row: 0, column: Math.min(this.active.column, this.table.columns.length - 1) }
    }
    this.measure()
  }

  private clear(): void {
    for (const one of this.drawn.values()) one.element.remove()
    this.drawn.clear()
  }

  private measure(): void {
    const style = getComputedStyle(document.documentElement)
    // What a finger or a mouse needs, in rem, of the reader's own size of letters; whole pixels, so that rows meet.
    this.rowHeight = Math.round(Number.parseFloat(style.fontSize) * (Number.parseFloat(style.getPropertyValue('--target')) + 0.125))
    this.soon()
  }

  private soon(): void {
    if (this.frame) return
    this.frame = requestAnimationFrame(() => {
      this.frame = 0
      this.draw()
    })
  }

  private draw(): void {
    const { table } = this
    const columns = table.columns
    const total = table.pieces.total
    this.box.style.setProperty('--rt-columns', columns.map((column) => `${table.width(column) / 10}rem`).join(' '))
    this.box.style.setProperty('--rt-height', `${this.rowHeight}px`)
    this.box.setAttribute('aria-rowcount', String(total + 1))
    this.box.setAttribute('aria-colcount', String(columns.length))
    drawHead(this.head, table, this.active)
    this.body.style.height = `${total * this.rowHeight}px`
    const height = Math.max(this.box.clientHeight - this.head.offsetHeight, this.rowHeight)
    const { first, end } = inSight(this.box.scrollTop, height, this.rowHeight, total)
    this.ask(first, Math.max(end, first + 1))
    const wanted = new Set<number>()
    for (let place = first; place < end; place++) wanted.add(place)
    if (this.active.row >= 0 && this.active.row < total) wanted.add(this.active.row)
    if (this.editing) wanted.add(this.editing.place)
    for (const [place, one] of this.drawn) {
      if (wanted.has(place)) continue
      one.element.remove()
      this.drawn.delete(place)
    }
    for (const place of [...wanted].sort((a, b) => a - b)) this.drawRow(place, columns)
    this.pointOut()
    this.tell()
  }

  /** Rows next to those in sight are asked for at once; of a scrollbar on its way, only where it comes to rest. */
  private ask(first: number, end: number): void {
    const far = Math.abs(first - this.asked) > PIECE
    this.asked = first
    window.clearTimeout(this.timer)
    if (far) this.timer = window.setTimeout(() => this.table.pieces.want(first, end), REST)
    else this.table.pieces.want(first, end)
  }

  private drawRow(place: number, columns: Column[]): void {
    const row = this.table.pieces.row(place)
    const keys = this.table.asked.columns.join()
    const before = this.drawn.get(place)
    if (this.editing?.place === place && before) return
    if (before && before.row === row && before.columns === keys) {
      this.put(before.element, place)
      return
    }
    const made = before?.element ?? element('div', { class: 'rt-row', role: 'row', 'aria-rowindex': String(place + 2), 'data-place': String(place) })
    // A row that is still on its way is one empty cell: drawn by the hundred when somebody scrolls far.
    if (row === undefined) made.replaceChildren(waiting())
    else made.replaceChildren(...columns.map((column, at) => this.cell(column, at, place, row)))
    this.put(made, place)
    if (!before) this.insert(made, place)
    this.drawn.set(place, { element: made, row, columns: keys })
  }

  private put(row: HTMLElement, place: number): void {
    const transform = `translateY(${place * this.rowHeight}px)`
    if (row.style.transform !== transform) row.style.transform = transform
  }

  /** Rows stand in the document in their order, whatever order they came into sight in. */
  private insert(made: HTMLElement, place: number): void {
    let after = this.body.lastElementChild as HTMLElement | null
    while (after && Number(after.dataset.place) > place) after = after.previousElementSibling as HTMLElement | null
    if (after) after.after(made)
    else this.body.prepend(made)
  }

  private cell(column: Column, at: number, place: number, row: Row | null): HTMLElement {
    const cell = element('div', { class: `rt-cell rt-kind-${column.kind}`, role: at === 0 ? 'rowheader' : 'gridcell', 'aria-colindex': String(at + 1), id: `rt-${place}-${at}` })
    if (row) fill(cell, this.table, column, row, row[4][at] ?? '')
    if (!column.edited) cell.setAttribute('aria-readonly', 'true')
    return cell
  }

  private pointOut(): void {
    for (const one of [...this.box.getElementsByClassName('rt-active')]) one.classList.remove('rt-active')
    const id = this.active.row < 0 ? `rt-head-${this.active.column}` : `rt-${this.active.row}-${this.active.column}`
    const cell = document.getElementById(id)
    cell?.classList.add('rt-active')
    if (cell) this.box.setAttribute('aria-activedescendant', id)
    else this.box.removeAttribute('aria-activedescendant')
  }

  private tell(): void {
    const { problem, total, mark } = this.table.pieces
    document.querySelector<HTMLElement>('[data-total]')!.textContent = mark < 0 ? say('loading') : say('rows', { n: total.toLocaleString() })
    this.notice.replaceChildren()
    if (problem) {
      const words = problem instanceof SignedOut ? say('signedOut') : problem instanceof NotAsked ? problem.message : say('failed')
      const again = element('button', { type: 'button', class: 'btn btn-sm' }, say('again'))
      again.addEventListener('click', () => {
        this.table.pieces.forget()
        this.soon()
      })
      this.notice.append(words, ' ', again)
    } else if (mark >= 0 && total === 0) {
      this.notice.append(this.box.parentElement?.dataset.empty ?? '')
    }
  }

  private field(): { rows: number; columns: number; page: number } {
    const page = Math.max(1, Math.floor((this.box.clientHeight - this.head.offsetHeight) / this.rowHeight) - 1)
    return { rows: this.table.pieces.total, columns: this.table.columns.length, page }
  }

  private key(event: KeyboardEvent): void {
    if (event.isComposing || this.editing) return
    const column = this.table.columns[this.active.column]
    if (event.altKey && this.active.row < 0 && column && /^Arrow(Left|Right)$/.test(event.key)) {
      this.table.widen(column, this.table.width(column) + (event.key === 'ArrowRight' ? 20 : -20))
    } else if (event.key === 'Enter' || event.key === 'F2') {
      this.enter(event.ctrlKey || event.metaKey)
    } else {
      const to = event.altKey ? null : ledTo(event.key, event.ctrlKey || event.metaKey, this.active, this.field())
      if (!to) return
      this.go(to)
    }
    event.preventDefault()
    event.stopPropagation()
  }

  private enter(follow: boolean): void {
    const column = this.table.columns[this.active.column]
    if (!column) return
    if (this.active.row < 0) this.table.sortBy(column)
    else if (column.edited && !follow) this.edit()
    else this.activeCell()?.querySelector('a')?.click()
  }

  private go(to: Cell): void {
    this.active = to
    const height = this.box.clientHeight - this.head.offsetHeight
    if (to.row >= 0) this.box.scrollTop = scrolledTo(to.row, this.box.scrollTop, height, this.rowHeight)
    this.draw()
    this.sideways()
  }

  /** The active cell beside the frozen first column, not under it. */
  private sideways(): void {
    const head = this.head.querySelector<HTMLElement>(`#rt-head-${this.active.column}`)
    const first = this.head.querySelector<HTMLElement>('#rt-head-0')
    if (!head || !first || head === first) return
    const left = head.offsetLeft - first.offsetWidth
    const right = head.offsetLeft + head.offsetWidth - this.box.clientWidth
    if (this.box.scrollLeft > left) this.box.scrollLeft = left
    else if (this.box.scrollLeft < right) this.box.scrollLeft = right
  }

  private activeCell(): HTMLElement | null {
    return document.getElementById(`rt-${this.active.row}-${this.active.column}`)
  }

  private point(event: MouseEvent, edit = false): void {
    const cell = (event.target as HTMLElement).closest<HTMLElement>('.rt-cell')
    const row = cell?.closest<HTMLElement>('.rt-row')
    if (!cell || !row?.dataset.place || cell.classList.contains('rt-editing')) return
    this.active = { row: Number(row.dataset.place), column: Number(cell.getAttribute('aria-colindex')) - 1 }
    this.draw()
    if (edit) this.edit()
  }

  private edit(): void {
    const column = this.table.columns[this.active.column]
    const row = this.table.pieces.row(this.active.row)
    const cell = this.activeCell()
    if (!column?.edited || !row || !cell || this.editing) return
    this.editing = new Editing(this.table, this.active.row, row, column, cell, (step, written) => this.edited(step, written))
  }

  private edited(step: -1 | 0 | 1, written: boolean): void {
    const place = this.stop()
    this.said.textContent = written ? say('saved') : ''
    this.box.focus({ preventScroll: true })
    this.go(within({ row: place, column: this.active.column + step }, this.field()))
  }

  private stop(): number {
    const place = this.editing?.place ?? this.active.row
    this.editing = null
    const drawn = this.drawn.get(place)
    if (drawn) drawn.columns = ''
    return place
  }
}

function waiting(): HTMLElement {
  const cell = element('div', { class: 'rt-cell', role: 'rowheader' })
  cell.append(element('span', { class: 'rt-wait' }))
  return cell
}
