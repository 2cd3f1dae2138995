import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { restore, settleDrafts, startKept } from '../desk/kept'

const FORM = `<form data-keep="note">
  <input type="hidden" name="csrfmiddlewaretoken" value="t">
  <input name="place" value=""><textarea name="text"></textarea>
  <input type="password" name="secret"><input name="need" data-secret>
  <label><input type="checkbox" name="purpose" value="a"></label><label><input type="checkbox" name="purpose" value="b"></label>
  <select name="grade"><option value="o" selected>o</option><option value="d">d</option></select>
</form>`

let redirects = 0

beforeAll(() => startKept())

beforeEach(() => {
  sessionStorage.clear()
  redirects = 0
  document.documentElement.lang = 'en'
  vi.spyOn(performance, 'getEntriesByType').mockImplementation(
    () => [{ redirectCount: redirects }] as unknown as PerformanceEntryList,
  )
  page(FORM)
})

afterEach(() => vi.restoreAllMocks())

function page(html: string, body: Record<string, string> = { viewer: '7' }): void {
  document.body.innerHTML = html
  for (const { name } of [...document.body.attributes]) document.body.removeAttribute(name)
  for (const [name, value] of Object.entries(body)) document.body.setAttribute(`data-${name}`, value)
}

function form(): HTMLFormElement {
  return document.querySelector('form')!
}

function field(name: string): HTMLInputElement {
  return form().elements.namedItem(name) as HTMLInputElement
}

function write(): void {
  field('text').value = 'The roof leaks'
  field('secret').value = 'word'
  field('need').value = 'health'
  form().querySelectorAll<HTMLInputElement>('[name=purpose]')[1]!.checked = true
  form().querySelector('select')!.value = 'd'
  field('text').dispatchEvent(new Event('input', { bubbles: true }))
}

function submit(): void {
  form().dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }))
}

test('what was being written is back after the page is loaded again, and says so', () => {
  write()
  page(FORM)
  settleDrafts()
  expect(field('text').value).toBe('The roof leaks')
  expect([...form().querySelectorAll<HTMLInputElement>('[name=purpose]')].map((box) => box.checked)).toEqual([false, true])
  expect(form().querySelector('select')!.value).toBe('d')
  expect(form().querySelector('.kept-line')?.textContent).toContain('is back')
})

test('passwords, hidden fields and what is marked secret are never kept', () => {
  write()
  expect(JSON.parse(sessionStorage.getItem('kept|7|note')!).fields).toEqual({
    place: [''],
    text: ['The roof leaks'],
    purpose: ['b'],
    grade: ['d'],
  })
})

test('a failed request keeps the text', () => {
  write()
  submit()
  page('<main></main>', { failed: '' })
  settleDrafts()
  page(FORM)
  redirects = 0
  settleDrafts()
  expect(field('text').value).toBe('The roof leaks')
})

test('a session that ended keeps the text through signing in, although that redirects', () => {
  write()
  submit()
  page('<form id="sign-in"></form>', { failed: '', viewer: '' })
  settleDrafts()
  page(FORM)
  redirects = 1
  settleDrafts()
  expect(field('text').value).toBe('The roof leaks')
})

test('what the server took is not offered again, on the same form or another page', () => {
  write()
  submit()
  redirects = 1
  page(FORM)
  settleDrafts()
  expect(field('text').value).toBe('')
  write()
  submit()
  page('<p data-told>Done</p>')
  settleDrafts()
  expect(sessionStorage.length).toBe(0)
})

test('a form that came back with errors has its text from the server', () => {
  write()
  submit()
  page(FORM.replace('<textarea name="text">', '<p data-errors></p><textarea name="text">From the server'))
  settleDrafts()
  expect(field('text').value).toBe('From the server')
})

test('another account never sees it', () => {
  write()
  page(FORM, { viewer: '8' })
  settleDrafts()
  expect(field('text').value).toBe('')
  expect(sessionStorage.length).toBe(0)
})

test('it can be discarded', () => {
  write()
  page(FORM)
  settleDrafts()
  form().querySelector<HTMLButtonElement>('.kept-line button')!.click()
  expect(field('text').value).toBe('')
  expect(sessionStorage.length).toBe(0)
})

test('signing out forgets every draft', () => {
  write()
  const out = document.createElement('form')
  out.dataset.forgets = ''
  document.body.append(out)
  out.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }))
  expect(sessionStorage.length).toBe(0)
})

test('a form sent by htmx drops its draft when it was taken and keeps it when not', () => {
  write()
  form().dispatchEvent(new CustomEvent('htmx:afterRequest', { bubbles: true, detail: { successful: false } }))
  expect(sessionStorage.length).toBe(1)
  form().dispatchEvent(new CustomEvent('htmx:afterRequest', { bubbles: true, detail: { successful: true } }))
  expect(sessionStorage.length).toBe(0)
})

test('nothing is said where nothing is different', () => {
  write()
  restore(form())
  expect(form().querySelector('.kept-line')).toBeNull()
})
