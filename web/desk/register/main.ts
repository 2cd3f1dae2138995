/** The register as one table: starts on its page alone. */
import './register.css'
import { drawFilters, startFilters } from './asking'
import { drawChoice } from './choosing'
import { Grid } from './grid'
import { Table } from './table'
import type { Told } from './told'
import { queryOf } from './told'

const SEARCH_AFTER = 250

function start(place: HTMLElement): void {
  const table = new Table(JSON.parse(place.dataset.register ?? '') as Told)
  const one = <E extends HTMLElement>(selector: string): E => document.querySelector<E>(selector) as E
  const words = one<HTMLInputElement>('[data-words]')
  const out = document.querySelector<HTMLAnchorElement>('[data-out]')
  const kept = one<HTMLInputElement>('[data-view-form] [name=asked]')
  words.value = table.asked.words
  let timer = 0
  words.addEventListener('input', () => {
    window.clearTimeout(timer)
    timer = window.setTimeout(() => table.find(words.value.trim()), SEARCH_AFTER)
  })
  startFilters(one<HTMLFormElement>('[data-filter-form]'), table)
  let told = queryOf(table.asked).toString()
  const follow = (): void => {
    const query = queryOf(table.asked).toString()
    // An address that was come by stays as it is until something else is asked.
    if (query !== told) history.replaceState(null, '', `?${query}`)
    told = query
    if (out) out.href = `${table.told.out}?${query}`
    kept.value = query
  }
  const around = (): void => {
    follow()
    drawFilters(one('[data-filters]'), table)
    drawChoice(one('[data-columns]'), table)
  }
  table.listen((anew) => (anew ? around() : follow()))
  around()
  new Grid(place, table)
}

const place = document.querySelector<HTMLElement>('[data-register]')
if (place) start(place)
