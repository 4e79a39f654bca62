// Says calmly that the person is not in an organization any more, what that means, and where the window is now.
import { UserMinus } from 'lucide-react'
import { useOrganizationIfAny } from '../organization/index.ts'
import { Notice } from '../ui/index.ts'
import { forgetDeparture, useDepartures } from './departures.ts'

export function DepartureNotice() {
  const departures = useDepartures()
  const current = useOrganizationIfAny()
  if (departures.length === 0) return null
  return (
    <div className="flex flex-col gap-2 border-b border-line p-2">
      {departures.map(({ id, name }) => (
        <Notice
          key={id}
          icon={<UserMinus />}
          title={`You are no longer in ${name}`}
          onDismiss={() => forgetDeparture((organization) => organization.id === id)}
        >
          An admin removed you, or you left it in another window. Your keys for it have stopped, and work again if you
          come back. {current && `This window shows ${current.name} now.`}
        </Notice>
      ))}
    </div>
  )
}
