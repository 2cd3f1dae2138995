/** Side sheets: <dialog> gives the focus trap and Escape; here they are opened, closed and focus goes back. */

const openers = new WeakMap<HTMLDialogElement, HTMLElement>()

export function openSheet(sheet: HTMLDialogElement, opener: HTMLElement | null): void {
  if (sheet.open) return
  if (opener) openers.set(sheet, opener)
  sheet.showModal()
}

export function closeSheet(sheet: HTMLDialogElement): void {
  sheet.close()
}

function opened(opener: Element): HTMLDialogElement | null {
  const selector = opener.getAttribute('data-opens')
  return selector ? document.querySelector<HTMLDialogElement>(selector) : null
}

export function startSheets(): void {
  document.addEventListener('click', (event) => {
    const at = event.target as Element
    const opener = at.closest<HTMLElement>('[data-opens]')
    if (opener) {
      const sheet = opened(opener)
      if (sheet) {
        event.preventDefault()
        openSheet(sheet, opener)
      }
    }
    const closer = at.closest('[data-closes]')
    const around = closer?.closest('dialog')
    if (around) closeSheet(around)
    // A click on the dimmed page behind lands on the dialog itself.
    if (at instanceof HTMLDialogElement && at.open && outside(at, event)) closeSheet(at)
  })
  document.addEventListener(
    'close',
    (event) => {
      if (event.target instanceof HTMLDialogElement) openers.get(event.target)?.focus()
    },
    true,
  )
}

function outside(sheet: HTMLDialogElement, event: MouseEvent): boolean {
  const box = sheet.getBoundingClientRect()
  return event.clientX < box.left || event.clientX > box.right || event.clientY < box.top || event.clientY > box.bottom
}
