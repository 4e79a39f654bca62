// Which terminal is shown stands in the address, so that a reload and a link show the same one.
import { useLocation, useRouter } from '@tanstack/react-router'

export function useAskedTerminal(): readonly [string | undefined, (id: string | null) => void] {
  const { history } = useRouter()
  const asked = useLocation({ select: ({ searchStr }) => new URLSearchParams(searchStr).get('terminal') ?? undefined })
  const ask = (id: string | null) =>
    history.replace(id === null ? '/terminals' : `/terminals?${new URLSearchParams({ terminal: id })}`)
  return [asked, ask]
}
