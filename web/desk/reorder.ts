/**
 * A list whose rows can be dragged into another order: `<ol data-reorder="#form">`, rows with `data-stop`. What was dropped is sent
 * by the form, whose field `order` gets the ids. Without a mouse the buttons in each row do the same.
 */
export function startReorder(): void {
  for (const list of document.querySelectorAll<HTMLElement>('[data-reorder]')) {
    const form = document.querySelector<HTMLFormElement>(list.dataset.reorder ?? '')
    const field = form?.querySelector<HTMLInputElement>('[name=order]')
    if (form && field) letDrag(list, () => send(list, form, field))
  }
}

function letDrag(list: HTMLElement, dropped: () => void): void {
  let dragged: HTMLElement | null = null
  const before = (): string => order(list)
  let begun = ''
  for (const row of rows(list)) row.draggable = true
  list.addEventListener('dragstart', (event) => {
    dragged = (event.target as HTMLElement).closest<HTMLElement>('[data-stop]')
    begun = before()
    dragged?.classList.add('dragged')
    event.dataTransfer?.setData('text/plain', dragged?.dataset.stop ?? '')
  })
  list.addEventListener('dragover', (event) => {
    const over = (event.target as HTMLElement).closest<HTMLElement>('[data-stop]')
    if (!dragged) return
    event.preventDefault()
    if (!over || over === dragged) return
    const { top, height } = over.getBoundingClientRect()
    list.insertBefore(dragged, event.clientY < top + height / 2 ? over : over.nextSibling)
  })
  list.addEventListener('dragend', () => {
    dragged?.classList.remove('dragged')
    dragged = null
    if (before() !== begun) dropped()
  })
}

function send(list: HTMLElement, form: HTMLFormElement, field: HTMLInputElement): void {
  field.value = order(list)
  form.submit()
}

const rows = (list: HTMLElement): HTMLElement[] => [...list.querySelectorAll<HTMLElement>('[data-stop]')]
const order = (list: HTMLElement): string => rows(list).map((row) => row.dataset.stop).join(',')
