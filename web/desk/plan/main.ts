/** The editor of a courtyard's plan, on its own page. Without it the plan can be read, not drawn. */
import './plan.css'
import { createApp } from 'vue'
import Editor from './Editor.vue'
import { type Config, openPlan } from './plan'

const place = document.querySelector<HTMLElement>('[data-plan]')
if (place) {
  const config = JSON.parse(place.dataset.plan ?? '{}') as Config
  createApp(Editor, { plan: openPlan(config) }).mount(place)
}
