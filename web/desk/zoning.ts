/** A proposal edited by hand: cells of the map choose courtyards, and the balance after the move is shown while choosing. */

function boxes(form: HTMLFormElement): HTMLInputElement[] {
  return [...form.querySelectorAll<HTMLInputElement>('input[name="courtyards"]')]
}

/** By member: how much weight leaves (below zero) or comes, with what is chosen now given to `to`. */
export function shifts(chosen: readonly { of: string; weight: number }[], to: string): Map<string, number> {
  const moved = new Map<string, number>()
  for (const { of, weight } of chosen) {
    if (of === to) continue
    moved.set(of, (moved.get(of) ?? 0) - weight)
    moved.set(to, (moved.get(to) ?? 0) + weight)
  }
  return moved
}

function show(form: HTMLFormElement): void {
  const chosen = boxes(form).filter((box) => box.checked)
  const to = form.querySelector<HTMLSelectElement>('select[name="member"]')?.value ?? ''
  const moved = shifts(
    chosen.map((box) => ({ of: box.closest<HTMLElement>('[data-of]')?.dataset.of ?? '', weight: Number(box.dataset.weight) })),
    to,
  )
  for (const row of form.querySelectorAll<HTMLElement>('[data-share]')) {
    const after = row.querySelector('[data-after]')
    const shift = moved.get(row.dataset.share ?? '')
    const [load, fair] = [Number(row.dataset.load), Number(row.dataset.fair)]
    if (after) after.textContent = shift === undefined ? '' : `→ ${((100 * (load + shift - fair)) / fair).toFixed(1)} %`
  }
  const count = form.querySelector('[data-chosen]')
  if (count) count.textContent = chosen.length > 0 ? `(${String(chosen.length)})` : ''
  for (const cell of form.querySelectorAll('[data-picks]')) {
    const box = document.getElementById(cell.getAttribute('data-picks') ?? '')
    cell.classList.toggle('picked', box instanceof HTMLInputElement && box.checked)
  }
}

export function startZoning(): void {
  const form = document.querySelector<HTMLFormElement>('form[data-zoning]')
  if (!form) return
  form.addEventListener('change', () => {
    show(form)
  })
  form.addEventListener('click', (event) => {
    const cell = event.target instanceof Element ? event.target.closest('[data-picks]') : null
    const box = cell ? document.getElementById(cell.getAttribute('data-picks') ?? '') : null
    if (!(box instanceof HTMLInputElement) || box.disabled) return
    box.checked = !box.checked
    show(form)
  })
  show(form)
}
