/** Light or dark, and the size of letters: chosen by hand, kept in a cookie so that the server draws it at once. */

const YEAR = 365 * 24 * 3600

function keep(name: string, value: string): void {
  document.cookie = `${name}=${value}; path=/; max-age=${value ? YEAR : 0}; samesite=lax`
}

function seemsDark(): boolean {
  const chosen = document.documentElement.dataset.bsTheme
  if (chosen) return chosen === 'dark'
  return window.matchMedia('(prefers-color-scheme: dark)').matches
}

export function switchTheme(): void {
  const next = seemsDark() ? 'light' : 'dark'
  document.documentElement.dataset.bsTheme = next
  keep('theme', next)
}

export function switchType(): void {
  const large = document.documentElement.classList.toggle('type-large')
  keep('type', large ? 'large' : '')
}

export function startTheme(): void {
  document.addEventListener('click', (event) => {
    const at = event.target as Element
    if (at.closest('[data-theme-choice]')) switchTheme()
    if (at.closest('[data-type-choice]')) switchType()
  })
}
