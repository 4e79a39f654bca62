// Where the focus goes when a person goes to a page by keyboard.

export const PAGE_ID = 'page'

/** Leaves the focus alone if the page itself has taken it. */
export function focusPage(): void {
  const page = document.getElementById(PAGE_ID)
  if (page && !page.contains(document.activeElement)) page.focus()
}
