// A row dragged by its grip, with finger or mouse: where it is let go it goes. Buttons do the same without dragging.

import { ref, type Ref } from 'vue'

export interface Dragging {
  /** The place of the row that is dragged; null where none is. */
  dragged: Ref<number | null>
  begin(event: PointerEvent, at: number): void
}

export function useDragging(list: Ref<HTMLElement | undefined>, dropped: (from: number, to: number) => void): Dragging {
  const dragged = ref<number | null>(null)

  function begin(event: PointerEvent, at: number): void {
    const grip = event.currentTarget as HTMLElement
    grip.setPointerCapture(event.pointerId)
    dragged.value = at
    const end = (last: PointerEvent): void => {
      grip.removeEventListener('pointerup', end)
      grip.removeEventListener('pointercancel', stop)
      dragged.value = null
      const to = placeAt(list.value, last.clientY)
      if (to !== null && to !== at) dropped(at, to)
    }
    const stop = (): void => {
      grip.removeEventListener('pointerup', end)
      grip.removeEventListener('pointercancel', stop)
      dragged.value = null
    }
    grip.addEventListener('pointerup', end)
    grip.addEventListener('pointercancel', stop)
  }
  return { dragged, begin }
}

/** The row at a height of the screen; the first above all of them, the last below. */
export function placeAt(list: HTMLElement | undefined, height: number): number | null {
  const rows = [...(list?.children ?? [])]
  if (rows.length === 0) return null
  const at = rows.findIndex((row) => height < row.getBoundingClientRect().bottom)
  return at < 0 ? rows.length - 1 : at
}
