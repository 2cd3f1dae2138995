/** Which part of the plan is seen, and how large: centimetres to pixels and back. */
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
  readonly spaceHeld: Ref<boolean>
  setElement(element: Element | null): void
  measure(): void
  at(point: Point): [number, number]
  holds(point: Point): boolean
  panBy(dx: number, dy: number): void
  zoomAt(point: Point | null, by: number): void
  fit(box: Box): void
}

const [LEAST, MOST] = [0.02, 8]

export function openView(): View {
  const scale = ref(0.5)
  const corner = shallowRef<[number, number]>([0, 0])
  const size = shallowRef<[number, number]>([800, 600])
  const spaceHeld = ref(false)
  let element: Element | null = null
  const part = computed(() => ({ x: corner.value[0], y: corner.value[1], w: size.value[0] / scale.value, h: size.value[1] / scale.value }))

  const view: View = {
    scale,
    part,
    spaceHeld,
    box: computed(() => `${String(part.value.x)} ${String(part.value.y)} ${String(part.value.w)} ${String(part.value.h)}`),
    setElement: (given) => void (element = given),
    measure() {
      const box = element?.getBoundingClientRect()
      if (box && box.width > 0) size.value = [box.width, box.height]
    },
    at(point) {
      const box = element?.getBoundingClientRect()
      return [corner.value[0] + (point.clientX - (box?.left ?? 0)) / scale.value, corner.value[1] + (point.clientY - (box?.top ?? 0)) / scale.value]
    },
    holds(point) {
      const box = element?.getBoundingClientRect()
      return !!box && point.clientX >= box.left && point.clientX <= box.right && point.clientY >= box.top && point.clientY <= box.bottom
    },
    panBy: (dx, dy) => void (corner.value = [corner.value[0] - dx / scale.value, corner.value[1] - dy / scale.value]),
    zoomAt(point, by) {
      const box = element?.getBoundingClientRect()
      const still = point ?? { clientX: (box?.left ?? 0) + size.value[0] / 2, clientY: (box?.top ?? 0) + size.value[1] / 2 }
      const [x, y] = view.at(still)
      const next = Math.min(MOST, Math.max(LEAST, scale.value * by))
      corner.value = [x - ((x - corner.value[0]) * scale.value) / next, y - ((y - corner.value[1]) * scale.value) / next]
      scale.value = next
    },
    fit(box) {
      const [w, h] = [Math.max(box.w, 400) * 1.12, Math.max(box.h, 300) * 1.12]
      scale.value = Math.min(MOST, Math.max(LEAST, Math.min(size.value[0] / w, size.value[1] / h, 1.6)))
      corner.value = [box.x + box.w / 2 - size.value[0] / scale.value / 2, box.y + box.h / 2 - size.value[1] / scale.value / 2]
    },
  }
  return view
}
