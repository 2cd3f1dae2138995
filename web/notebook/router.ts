// The addresses of the notebook, under /<community>/notebook/. Today and Write are in the first load, because work
// begins with them; the others are fetched when they are first opened (the service worker has them all).

import type { Component } from 'vue'
import { createRouter, createWebHistory, type RouteRecordRaw, type Router, type RouterHistory } from 'vue-router'
import Today from './pages/Today.vue'
import Write from './pages/Write.vue'

const pages = import.meta.glob<Component>('./pages/*.vue', { import: 'default' })

/** A page's part, fetched when it is opened. */
function part(name: string): () => Promise<Component> {
  return () => pages[`./pages/${name}.vue`]!()
}

export const routes: RouteRecordRaw[] = [
  { path: '/', name: 'today', component: Today },
  { path: '/write', name: 'write', component: Write, meta: { bare: true } },
  { path: '/entry/:id', name: 'entry', component: part('Entry'), props: true },
  { path: '/zone', name: 'zone', component: part('Zone') },
  { path: '/courtyard/:id', name: 'courtyard', component: () => import('./pages/Courtyard.vue'), props: true },
  { path: '/household/:id', name: 'household', component: part('Household'), props: true },
  { path: '/person/:id', name: 'person', component: part('Person'), props: true },
  { path: '/concerns', name: 'concerns', component: part('Concerns') },
  { path: '/concern/:id', name: 'concern', component: part('Concern'), props: true },
  { path: '/outbox', name: 'outbox', component: part('Outbox') },
  { path: '/settings', name: 'settings', component: part('Settings') },
  { path: '/add/person/:household', name: 'add-person', component: part('AddPerson'), props: true, meta: { bare: true } },
  { path: '/add/household/:courtyard', name: 'add-household', component: part('AddHousehold'), props: true, meta: { bare: true } },
  { path: '/:rest(.*)*', redirect: { name: 'today' } },
]

declare module 'vue-router' {
  interface RouteMeta {
    /** A page to be filled in: without the bar at the bottom, whose place its own actions take. */
    bare?: boolean
  }
}

export function makeRouter(community: string, history: RouterHistory = createWebHistory(`/${community}/notebook/`)): Router {
  return createRouter({ history, routes, scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 } })
}
