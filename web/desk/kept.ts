/** Half-written forms survive a failed request and a sign-in: kept in this tab's session storage, per account.
 *
 * A form says so with data-keep="key". Never kept: passwords, files, hidden fields, anything [data-secret].
 * A draft is `sent` from the moment its form is submitted; the next page decides: an error page or the
 * sign-in page keeps it, a page that followed a redirect (the server accepted it) or says so drops it.
 */
import { say } from './phrases'

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement
interface Draft {
  fields: Record<string, string[]>
  sent: boolean
}

const PREFIX = 'kept'

function storageKey(form: HTMLFormElement): string {
  return `${PREFIX}|${document.body.dataset.viewer ?? ''}|${form.dataset.keep ?? ''}`
}

function fieldsOf(form: HTMLFormElement): Field[] {
  const all = [...form.elements].filter(
    (field): field is Field => field.matches('input, textarea, select') && (field as Field).name !== '',
  )
  return all.filter((field) => !field.matches('[type=password], [type=file], [type=hidden], [type=submit], [data-secret]'))
}

function valueOf(field: Field): string[] {
  if (field instanceof HTMLInputElement && (field.type === 'checkbox' || field.type === 'radio')) {
    return field.checked ? [field.value] : []
  }
  if (field instanceof HTMLSelectElement) return [...field.selectedOptions].map((option) => option.value)
  return [field.value]
}

export function written(form: HTMLFormElement): Record<string, string[]> {
  const values: Record<string, string[]> = {}
  for (const field of fieldsOf(form)) values[field.name] = [...(values[field.name] ?? []), ...valueOf(field)]
  return values
}

function read(key: string): Draft | null {
  const text = sessionStorage.getItem(key)
  if (!text) return null
  try {
    return JSON.parse(text) as Draft
  } catch {
    return null
  }
}

function write(key: string, draft: Draft): void {
  try {
    sessionStorage.setItem(key, JSON.stringify(draft))
  } catch {
    // A full or forbidden storage must never hinder the writing itself.
  }
}

export function saveDraft(form: HTMLFormElement, sent: boolean): void {
  write(storageKey(form), { fields: written(form), sent })
}

export function dropDraft(form: HTMLFormElement): void {
  sessionStorage.removeItem(storageKey(form))
  form.querySelector('.kept-line')?.remove()
}

function fill(form: HTMLFormElement, draft: Draft): boolean {
  let changed = false
  for (const field of fieldsOf(form)) {
    const values = draft.fields[field.name]
    if (!values) continue
    const before = JSON.stringify(valueOf(field))
    if (field instanceof HTMLInputElement && (field.type === 'checkbox' || field.type === 'radio')) {
      field.checked = values.includes(field.value)
    } else if (field instanceof HTMLSelectElement) {
      for (const option of field.options) option.selected = values.includes(option.value)
    } else {
      field.value = values[0] ?? ''
    }
    changed ||= JSON.stringify(valueOf(field)) !== before
  }
  return changed
}

function tellRestored(form: HTMLFormElement): void {
  const line = document.createElement('div')
  line.className = 'kept-line'
  line.setAttribute('role', 'status')
  const words = document.createElement('p')
  words.textContent = say('restored')
  const discard = document.createElement('button')
  discard.type = 'button'
  discard.className = 'btn btn-sm'
  discard.textContent = say('discard')
  discard.addEventListener('click', () => {
    form.reset()
    dropDraft(form)
  })
  line.append(words, discard)
  form.prepend(line)
}

/** Whether the server took what was sent: it redirected here, or says so. */
function accepted(): boolean {
  const [entry] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[]
  return document.querySelector('[data-told]') !== null || (entry?.redirectCount ?? 0) > 0
}

export function restore(form: HTMLFormElement): void {
  const key = storageKey(form)
  const draft = read(key)
  if (!draft) return
  if (form.querySelector('[data-errors]')) {
    write(key, { ...draft, sent: false })
    return
  }
  if (draft.sent && accepted()) {
    dropDraft(form)
    return
  }
  write(key, { ...draft, sent: false })
  if (fill(form, draft)) tellRestored(form)
}

function forEachKey(does: (key: string) => void): void {
  const keys = Array.from({ length: sessionStorage.length }, (_, index) => sessionStorage.key(index) ?? '')
  for (const key of keys) if (key.startsWith(`${PREFIX}|`)) does(key)
}

/** Settles what earlier pages of this tab sent, and drops what another account wrote here. */
export function settleDrafts(): void {
  const failed = document.body.dataset.failed !== undefined
  const viewer = document.body.dataset.viewer ?? ''
  forEachKey((key) => {
    const draft = read(key)
    if (!failed && key.split('|')[1] !== viewer) sessionStorage.removeItem(key)
    else if (failed && draft?.sent) write(key, { ...draft, sent: false })
  })
  if (failed) return
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-keep]')) restore(form)
  forEachKey((key) => {
    if (read(key)?.sent) sessionStorage.removeItem(key)
  })
}

function keeping(event: Event): HTMLFormElement | null {
  const at = event.target as Element
  const form = at instanceof HTMLFormElement ? at : at.closest('form')
  return form?.dataset.keep === undefined ? null : form
}

export function startKept(): void {
  settleDrafts()
  document.addEventListener('input', (event) => {
    const form = keeping(event)
    if (form) saveDraft(form, false)
  })
  document.addEventListener('submit', (event) => {
    const form = keeping(event)
    if (form) saveDraft(form, true)
    if ((event.target as HTMLFormElement).dataset.forgets !== undefined) forEachKey((key) => sessionStorage.removeItem(key))
  })
  document.addEventListener('htmx:afterRequest', (event) => {
    const form = keeping(event)
    if (!form) return
    const detail = (event as CustomEvent<{ successful: boolean }>).detail
    if (detail.successful) dropDraft(form)
    else saveDraft(form, false)
  })
  document.addEventListener('htmx:load', (event) => {
    const part = event.target as Element
    for (const form of part.querySelectorAll<HTMLFormElement>('form[data-keep]')) restore(form)
  })
}
