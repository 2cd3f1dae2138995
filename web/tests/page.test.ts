/** Toasts, sheets, menus, theme and failed answers. */
import { beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { isSignIn, phraseFor, startAnswers } from '../desk/answers'
import { startMenus } from '../desk/menus'
import { startSheets } from '../desk/sheets'
import { startTheme } from '../desk/theme'
import { showToast, startToasts } from '../desk/toasts'

beforeAll(() => {
  startToasts()
  startSheets()
  startMenus()
  startTheme()
  startAnswers()
})

beforeEach(() => {
  document.documentElement.lang = 'en'
  document.documentElement.className = ''
  delete document.documentElement.dataset.bsTheme
  document.body.setAttribute('hx-headers', '{"X-CSRFToken": "token"}')
  document.body.innerHTML = `
    <div data-toasts></div>
    <button id="opener" data-opens="#side">open</button>
    <dialog id="side"><button id="closer" data-closes>close</button></dialog>
    <details data-menu open><summary>menu</summary><a href="#">way</a></details>
    <button id="theme" data-theme-choice></button><button id="type" data-type-choice></button>`
})

function click(selector: string): void {
  document.querySelector<HTMLElement>(selector)!.click()
}

const lines = (): Element[] => [...document.querySelectorAll('.toast-line')]

test('a toast says what was done and stays until it is put away', () => {
  showToast({ text: 'Handed in.' })
  expect(lines().map((line) => line.querySelector('p')?.textContent)).toEqual(['Handed in.'])
  click('[data-dismisses]')
  expect(lines()).toEqual([])
})

test('a toast never reads its words as markup', () => {
  showToast({ text: '<img src=x>' })
  expect(document.querySelector('.toast-line img')).toBeNull()
})

test('undo is a form with the page’s token', () => {
  document.body.dispatchEvent(
    new CustomEvent('toast', { bubbles: true, detail: { text: 'Merged.', undo: '/undo/7' } }),
  )
  const form = document.querySelector<HTMLFormElement>('.toast-line form')!
  expect(form.getAttribute('action')).toBe('/undo/7')
  expect(form.method).toBe('post')
  expect(form.querySelector<HTMLInputElement>('[name=csrfmiddlewaretoken]')?.value).toBe('token')
})

test('the same failure twice is one line', () => {
  showToast({ text: 'Not saved.', kind: 'error' })
  showToast({ text: 'Not saved.', kind: 'error' })
  expect(lines()).toHaveLength(1)
})

test('a sheet opens, closes, and gives the focus back to what opened it', () => {
  click('#opener')
  const side = document.querySelector<HTMLDialogElement>('#side')!
  expect(side.open).toBe(true)
  click('#closer')
  side.dispatchEvent(new Event('close'))
  expect(side.open).toBe(false)
  expect(document.activeElement?.id).toBe('opener')
})

test('a menu is put away by a click elsewhere and by Escape', () => {
  const menu = document.querySelector<HTMLDetailsElement>('details')!
  click('#opener')
  expect(menu.open).toBe(false)
  menu.open = true
  document.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }))
  expect(menu.open).toBe(false)
})

test('the theme is switched by hand and kept in a cookie', () => {
  click('#theme')
  expect(document.documentElement.dataset.bsTheme).toBe('dark')
  expect(document.cookie).toContain('theme=dark')
  click('#theme')
  expect(document.documentElement.dataset.bsTheme).toBe('light')
})

test('larger letters are switched on and off', () => {
  click('#type')
  expect(document.documentElement.classList.contains('type-large')).toBe(true)
  expect(document.cookie).toContain('type=large')
  click('#type')
  expect(document.documentElement.classList.contains('type-large')).toBe(false)
})

test('a failed answer says what happened and that the text is safe', () => {
  expect([404, 403, 500].map(phraseFor)).toEqual(['missing', 'refused', 'failed'])
  const xhr = { status: 500, responseURL: '' }
  document.body.dispatchEvent(new CustomEvent('htmx:responseError', { bubbles: true, detail: { xhr } }))
  expect(lines()[0]?.className).toContain('toast-error')
})

test('a form refused with 422 is shown again where it stood', () => {
  const detail = { xhr: { status: 422, responseURL: '' }, shouldSwap: false }
  document.body.dispatchEvent(new CustomEvent('htmx:beforeSwap', { bubbles: true, detail }))
  expect(detail.shouldSwap).toBe(true)
})

test('the sign-in page is never put into a corner of another', () => {
  expect(isSignIn('http://localhost/account/login/?next=/')).toBe(true)
  expect(isSignIn('http://localhost/110101005012/desk/')).toBe(false)
  const assign = vi.spyOn(location, 'assign').mockImplementation(() => undefined)
  const detail = { xhr: { status: 200, responseURL: `${location.origin}/account/login/` }, shouldSwap: true }
  document.body.dispatchEvent(new CustomEvent('htmx:beforeSwap', { bubbles: true, detail }))
  expect(detail.shouldSwap).toBe(false)
  expect(assign).toHaveBeenCalledTimes(1)
})
