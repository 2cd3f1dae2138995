/**
 * Which part of the plan is seen, and how large: centimetres to pixels and back.
 *
 * What is drawn reaches `SPARE` pixels beyond what is seen, so that a small step of panning only shifts the drawn sheet
 * (`drift`), which costs nothing; it is drawn anew when the step grows or the hand rests.
 */
import { computed, type ComputedRef, ref, type Ref, shallowRef } from 'vue'
import type { Box } from '../../core/plan'

interface Point {
  readonly clientX: number
  readonly clientY: number
}

export interface View {
  readonly scale: Ref<number>
  readonly box: ComputedRef<string>
  readonly part: ComputedRef<Box>
  readonly drift: Ref<readonly [number, number]>
  readonly spaceHeld: Ref<boolean>
  setElement(element: Element | null): void
  measure(): void
  at(point: Point): [number, number]
  holds(point: Point): boolean
  panBy(dx: number, dy: number): void
  rest(): void
  zoomAt(point: Point | null, by: number): void
  fit(box: Box): void
}

const [LEAST, MOST] = [0.02, 8]
export const SPARE = 240

export function openView(): View {
  const scale = ref(0.5)
  const corner = shallowRef<[number, number]>([0, 0]) // of what is drawn, in centimetres
  const size = shallowRef<[number, number]>([800, 600]) // of what is seen, in pixels
  const drift = shallowRef<readonly [number, number]>([0, 0])
  const spaceHeld = ref(false)
  let element: Element | null = null
  const part = computed(() => ({
    x: corner.value[0],
    y: corner.value[1],
    w: (size.value[0] + 2 * SPARE) / scale.value,
    h: (size.value[1] + 2 * SPARE) / scale.value,
  }))
  const seen = (): DOMRect | undefined => element?.getBoundingClientRect()

  const view: View = {
    scale,
    part,
    drift,
    spaceHeld,
    box: computed(() => `${String(part.value.x)} ${String(part.value.y)} ${String(part.value.w)} ${String(part.value.h)}`),
    setElement: (given) => void (element = given),
    measure() {
      const box = seen()
      if (box && box.width > 0) size.value = [box.width, box.height]
    },
    at(point) {
      const box = seen()
      const x = point.clientX - (box?.left ?? 0) + SPARE - drift.value[0]
      const y = point.clientY - (box?.top ?? 0) + SPARE - drift.value[1]
      return [corner.value[0] + x / scale.value, corner.value[1] + y / scale.value]
    },
    holds(point) {
      const box = seen()
      return !!box && point.clientX >= box.left && point.clientX <= box.right && point.clientY >= box.top && point.clientY <= box.bottom
    },
    panBy(dx, dy) {
      drift.value = [drift.value[0] + dx, drift.value[1] + dy]
      if (Math.max(Math.abs(drift.value[0]), Math.abs(drift.value[1])) > SPARE) view.rest()
    },
    rest() {
      const [dx, dy] = drift.value
      if (dx === 0 && dy === 0) return
      corner.value = [corner.value[0] - dx / scale.value, corner.value[1] - dy / scale.value]
      drift.value = [0, 0]
    },
    zoomAt(point, by) {
      view.rest()
      const box = seen()
      const still = point ?? { clientX: (box?.left ?? 0) + size.value[0] / 2, clientY: (box?.top ?? 0) + size.value[1] / 2 }
      const [x, y] = view.at(still)
      const next = Math.min(MOST, Math.max(LEAST, scale.value * by))
      corner.value = [x - ((x - corner.value[0]) * scale.value) / next, y - ((y - corner.value[1]) * scale.value) / next]
      scale.value = next
    },
    fit(box) {
      drift.value = [0, 0]
      const [w, h] = [Math.max(box.w, 400) * 1.12, Math.max(box.h, 300) * 1.12]
      scale.value = Math.min(MOST, Math.max(LEAST, Math.min(size.value[0] / w, size.value[1] / h, 1.6)))
      const [wide, high] = [(size.value[0] + 2 * SPARE) / scale.value, (size.value[1] + 2 * SPARE) / scale.value]
      corner.value = [box.x + box.w / 2 - wide / 2, box.y + box.h / 2 - high / 2]
    },
  }
  return view
}
