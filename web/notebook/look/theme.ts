// Light or dark, chosen by hand or by the system; kept in the cookie that the desk knows too.

const YEAR = 365 * 24 * 3600

export type Theme = 'light' | 'dark' | ''

export function cookie(name: string): string {
  const found = document.cookie.split('; ').find((pair) => pair.startsWith(`${name}=`))
  return found ? decodeURIComponent(found.slice(name.length + 1)) : ''
}

export function keepCookie(name: string, value: string): void {
  document.cookie = `${name}=${encodeURIComponent(value)}; path=/; max-age=${value ? YEAR : 0}; samesite=lax`
}

export function theme(): Theme {
  const kept = cookie('theme')
  return kept === 'light' || kept === 'dark' ? kept : ''
}

export function applyTheme(): void {
  const chosen = theme()
  if (chosen) document.documentElement.dataset.theme = chosen
  else delete document.documentElement.dataset.theme
}

/** The empty word follows the system. */
export function chooseTheme(chosen: Theme): void {
  keepCookie('theme', chosen)
  applyTheme()
}
