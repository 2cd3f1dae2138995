// The few drawings of the notebook, from Tabler's set, put into the program as text: no font, no request.

import arrowLeft from '@tabler/icons/outline/arrow-left.svg?raw'
import backspace from '@tabler/icons/outline/backspace.svg?raw'
import camera from '@tabler/icons/outline/camera.svg?raw'
import check from '@tabler/icons/outline/check.svg?raw'
import chevronRight from '@tabler/icons/outline/chevron-right.svg?raw'
import clock from '@tabler/icons/outline/clock.svg?raw'
import home from '@tabler/icons/outline/home.svg?raw'
import alert from '@tabler/icons/outline/alert-circle.svg?raw'
import map from '@tabler/icons/outline/map-2.svg?raw'
import message from '@tabler/icons/outline/message.svg?raw'
import pencil from '@tabler/icons/outline/pencil.svg?raw'
import phone from '@tabler/icons/outline/phone.svg?raw'
import plus from '@tabler/icons/outline/plus.svg?raw'
import search from '@tabler/icons/outline/search.svg?raw'
import send from '@tabler/icons/outline/send.svg?raw'
import settings from '@tabler/icons/outline/settings.svg?raw'
import star from '@tabler/icons/outline/star.svg?raw'
import transfer from '@tabler/icons/outline/arrow-right.svg?raw'
import x from '@tabler/icons/outline/x.svg?raw'

/** The lines of a drawing as one path, which costs a slow phone less than reading the picture anew in every row. */
function lines(svg: string): string {
  return [...svg.matchAll(/<path d="([^"]+)"/g)].map(([, line]) => line).join(' ')
}

/** By name: what stands in the `d` of a path on a field of 24 by 24. */
export const icons = Object.fromEntries(
  Object.entries({
    alert, arrowLeft, backspace, camera, check, chevronRight, clock, home, map, message, pencil, phone, plus, search, send, settings, star, transfer, x,
  }).map(([name, svg]) => [name, lines(svg)]),
) as Record<IconName, string>

export type IconName =
  | 'alert' | 'arrowLeft' | 'backspace' | 'camera' | 'check' | 'chevronRight' | 'clock' | 'home' | 'map' | 'message' | 'pencil'
  | 'phone' | 'plus' | 'search' | 'send' | 'settings' | 'star' | 'transfer' | 'x'
