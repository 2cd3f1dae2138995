/** The keyboard: j and k in lists, Enter opens, letters press what names them, g and a letter goes, ? tells. */
import type { Phrase } from './phrases'
import { say } from './phrases'
import { openSheet } from './sheets'

const GO_WITHIN = 1500

function typing(at: EventTarget | null): boolean {
  return at instanceof HTMLElement && (at.isContentEditable || at.matches('input, textarea, select'))
}

function shown(element: Element): boolean {
  return !element.closest('[hidden], dialog:not([open])')
}

/** The items of the page's lists in the order they stand, those that lead somewhere or can be pressed. */
export function items(): HTMLElement[] {
  const found = document.querySelectorAll<HTMLElement>('[data-keys] > li, [data-keys] > tbody > tr')
  return [...found].filter((item) => shown(item) && item.querySelector('a[href], button'))
}

export function selected(): HTMLElement | null {
  return document.querySelector<HTMLElement>('[data-selected]')
}

export function select(item: HTMLElement): void {
  selected()?.removeAttribute('data-selected')
  item.setAttribute('data-selected', '')
  const target = item.querySelector<HTMLElement>('a[href], button')
  target?.focus({ preventScroll: true })
  item.scrollIntoView({ block: 'nearest' })
}

/** Moves by one; from nowhere, to the first. Stops at both ends. */
export function move(by: 1 | -1): void {
  const list = items()
  if (list.length === 0) return
  const focused = document.activeElement?.closest<HTMLElement>('[data-keys] > li, [data-keys] > tbody > tr')
  const from = list.indexOf((selected() ?? focused) as HTMLElement)
  const to = from === -1 ? 0 : Math.min(Math.max(from + by, 0), list.length - 1)
  const item = list[to]
  if (item) select(item)
}

/** What a letter presses: within the selected item first, then anywhere on the page, in an open sheet only there. */
export function pressed(key: string): HTMLElement | null {
  const selector = `[data-key="${CSS.escape(key)}"]`
  const sheet = document.querySelector('dialog[open]')
  const rooms = sheet ? [sheet] : [selected(), document]
  for (const room of rooms) {
    for (const found of room?.querySelectorAll<HTMLElement>(selector) ?? []) if (shown(found)) return found
  }
  return null
}

function words(element: HTMLElement): string {
  if (element.dataset.keyLabel) return element.dataset.keyLabel
  const copy = element.cloneNode(true) as HTMLElement
  for (const extra of copy.querySelectorAll('kbd, svg, .nav-count')) extra.remove()
  return (copy.textContent ?? '').replace(/\s+/g, ' ').trim()
}

/** Every key that does something on this page, with its words. */
export function keysHere(): [string, string][] {
  const list: [string, string][] = []
  const phrase = (key: string, name: Phrase): void => void list.push([key, say(name)])
  if (items().length > 0) {
    phrase('j', 'next')
    phrase('k', 'previous')
    phrase('Enter', 'open')
  }
  for (const element of document.querySelectorAll<HTMLElement>('[data-key]')) {
    const key = element.dataset.key ?? ''
    if (shown(element) && !list.some(([known]) => known === key)) list.push([key, words(element)])
  }
  for (const element of document.querySelectorAll<HTMLElement>('[data-go]')) {
    list.push([`g ${element.dataset.go ?? ''}`, words(element)])
  }
  phrase('?', 'showKeys')
  return list
}

export function tellKeys(opener: HTMLElement | null): void {
  const dialog = document.querySelector<HTMLDialogElement>('#keys')
  const place = dialog?.querySelector('[data-keys-list]')
  if (!dialog || !place) return
  place.replaceChildren(
    ...keysHere().flatMap(([key, meaning]) => {
      const term = document.createElement('dt')
      for (const letter of key.split(' ')) {
        const cap = document.createElement('kbd')
        cap.textContent = letter
        term.append(cap, ' ')
      }
      const told = document.createElement('dd')
      told.textContent = meaning
      return [term, told]
    }),
  )
  openSheet(dialog, opener)
}

let goingSince = 0

function onKey(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(event.target)) return
  const key = event.key
  if (goingSince && event.timeStamp - goingSince < GO_WITHIN) {
    goingSince = 0
    const way = document.querySelector<HTMLElement>(`[data-go="${CSS.escape(key)}"]`)
    if (way) {
      event.preventDefault()
      way.click()
      return
    }
  }
  goingSince = 0
  if (document.querySelector('dialog[open]')) {
    pressed(key)?.click()
    return
  }
  if (key === 'g') goingSince = event.timeStamp || 1
  else if (key === 'j') move(1)
  else if (key === 'k') move(-1)
  else if (key === '?') tellKeys(document.activeElement as HTMLElement | null)
  else if (key === 'Enter' && event.target === document.body) selected()?.querySelector<HTMLElement>('a[href]')?.click()
  else {
    const target = pressed(key)
    if (!target) return
    event.preventDefault()
    target.click()
  }
}

export function startKeys(): void {
  document.addEventListener('keydown', onKey)
  document.addEventListener('click', (event) => {
    const opener = (event.target as Element).closest<HTMLElement>('[data-opens="#keys"]')
    if (opener) tellKeys(opener)
  }, true)
}
