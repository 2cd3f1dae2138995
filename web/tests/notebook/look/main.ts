// The pages over a notebook in memory, to look at them: `npx vite --config tests/notebook/look/vite.config.ts`, then
// /110101005012/notebook/…, with `#locked` or another phase to begin in. Never part of a build.

import { createApp } from 'vue'
import App from '../../../notebook/App.vue'
import type { Phase } from '../../../notebook/house'
import { applyTheme } from '../../../notebook/look/theme'
import '../../../notebook/look/tokens.scss'
import '../../../notebook/look/page.css'
import { communityOf, provideNotebook } from '../../../notebook/notebook'
import { makeRouter } from '../../../notebook/router'
import { startWords } from '../../../notebook/words'
import { fakeNotebook } from '../fake'

startWords()
applyTheme()
const asked = window.location.hash.slice(1)
const notebook = fakeNotebook((asked || 'open') as Phase)
if (asked) window.history.replaceState(null, '', window.location.pathname)
const app = createApp(App)
provideNotebook(app, notebook)
app.use(makeRouter(communityOf(window.location.pathname)))
app.mount('#app')
Object.assign(window, { notebook })
