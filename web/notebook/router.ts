// The addresses of the notebook, under /<community>/notebook/. Today and Write are in the first load, because work
// begins with them; the others are fetched when they are first opened (the service worker has them all).

import { createRouter, createWebHistory, type RouteRecordRaw, type Router, type RouterHistory } from 'vue-router'
import Today from './pages/Today.vue'
import Write from './pages/Write.vue'

export const routes: RouteRecordRaw[] = [
  { path: '/', name: 'today', component: Today },
  { path: '/write', name: 'write', component: Write, meta: { bare: true } },
  { path: '/write/again/:fact', name: 'write-again', component: () => import('./pages/WriteAgain.vue'), props: true, meta: { bare: true } },
  { path: '/entry/:id', name: 'entry', component: () => import('./pages/Entry.vue'), props: true },
  { path: '/zone', name: 'zone', component: () => import('./pages/Zone.vue') },
  { path: '/courtyard/:id', name: 'courtyard', component: () => import('./pages/Courtyard.vue'), props: true },
  { path: '/household/:id', name: 'household', component: () => import('./pages/Household.vue'), props: true },
  { path: '/person/:id', name: 'person', component: () => import('./pages/Person.vue'), props: true },
  { path: '/concerns', name: 'concerns', component: () => import('./pages/Concerns.vue') },
  { path: '/concern/:id', name: 'concern', component: () => import('./pages/Concern.vue'), props: true, meta: { bare: true } },
  { path: '/outbox', name: 'outbox', component: () => import('./pages/Outbox.vue') },
  { path: '/settings', name: 'settings', component: () => import('./pages/Settings.vue') },
  { path: '/add/person/:household', name: 'add-person', component: () => import('./pages/AddPerson.vue'), props: true, meta: { bare: true } },
  { path: '/add/household/:courtyard', name: 'add-household', component: () => import('./pages/AddHousehold.vue'), props: true, meta: { bare: true } },
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
