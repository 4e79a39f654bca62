// Named shells and folders to begin with; one of them may be the usual.
import { Pencil, Plus, Star, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { MAX_PROFILES, type Preferences, type Profile, prefer } from '../terminal-preferences/index.ts'
import { Badge, Button, IconButton } from '../ui/index.ts'
import { ProfileDialog } from './profile-dialog.tsx'

export function ProfileList({ preferences: { profiles, defaultProfile } }: { preferences: Preferences }) {
  const [editing, edit] = useState<Profile | null>(null)
  const save = (profile: Profile) => {
    const known = profiles.some(({ id }) => id === profile.id)
    prefer({
      profiles: known ? profiles.map((one) => (one.id === profile.id ? profile : one)) : [...profiles, profile],
    })
    edit(null)
  }
  const remove = (id: string) =>
    prefer({
      profiles: profiles.filter((one) => one.id !== id),
      ...(id === defaultProfile ? { defaultProfile: '' } : {}),
    })
  return (
    <>
      {profiles.length === 0 ? (
        <p className="text-ink-soft">A new terminal runs your own shell in your home. A profile begins elsewhere.</p>
      ) : (
        <ul className="divide-y divide-line rounded-lg border border-line">
          {profiles.map((profile) => (
            <ProfileRow
              key={profile.id}
              profile={profile}
              usual={profile.id === defaultProfile}
              onUsual={(usual) => prefer({ defaultProfile: usual ? profile.id : '' })}
              onEdit={() => edit(profile)}
              onDelete={() => remove(profile.id)}
            />
          ))}
        </ul>
      )}
      <Button
        className="w-fit"
        disabled={profiles.length >= MAX_PROFILES}
        onClick={() => edit({ id: crypto.randomUUID(), name: '', shell: '', cwd: '' })}
      >
        <Plus aria-hidden />
        New profile
      </Button>
      <ProfileDialog profile={editing} onSave={save} onClose={() => edit(null)} />
    </>
  )
}

type ProfileRowProps = {
  profile: Profile
  usual: boolean
  onUsual: (usual: boolean) => void
  onEdit: () => void
  onDelete: () => void
}

function ProfileRow({ profile: { name, shell, cwd }, usual, onUsual, onEdit, onDelete }: ProfileRowProps) {
  return (
    <li className="flex min-h-11 items-center gap-2 py-1 pr-1.5 pl-4">
      <span className="min-w-0 truncate font-medium">{name}</span>
      {usual && <Badge tone="accent">Usual</Badge>}
      <span className="min-w-0 flex-1 truncate font-mono text-xs text-ink-soft">
        {[shell || 'own shell', cwd || 'home'].join('  ')}
      </span>
      <IconButton
        label={usual ? `${name} is no longer the usual` : `Make ${name} the usual`}
        size="sm"
        icon={<Star className={usual ? 'fill-current text-accent-ink' : ''} />}
        onClick={() => onUsual(!usual)}
      />
      <IconButton label={`Edit ${name}`} size="sm" icon={<Pencil />} onClick={onEdit} />
      <IconButton label={`Delete ${name}`} size="sm" icon={<Trash2 />} onClick={onDelete} />
    </li>
  )
}
