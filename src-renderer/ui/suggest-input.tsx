// A text field with suggestions beneath it; anything else can be typed as well.
import { Autocomplete as Base } from '@base-ui/react/autocomplete'
import { cn } from './cn.ts'
import { controlClass } from './field.tsx'
import { menuItemClass, menuPopupClass } from './menu.tsx'

type SuggestInputProps = {
  suggestions: readonly string[]
  value: string
  onValueChange: (value: string) => void
  placeholder?: string
}

/** Labelled by the `Field` around it. */
export function SuggestInput({ suggestions, value, onValueChange, placeholder }: SuggestInputProps) {
  // What was taken from the list does not narrow it: the others are looked for next.
  const narrows = !suggestions.includes(value)
  return (
    <Base.Root
      items={suggestions}
      value={value}
      onValueChange={onValueChange}
      openOnInputClick
      limit={100}
      {...(narrows ? {} : { filter: null })}
    >
      <Base.Input className={cn(controlClass, 'h-8 px-2.5')} spellCheck={false} placeholder={placeholder} />
      {suggestions.length > 0 && (
        <Base.Portal>
          <Base.Positioner className="z-50" sideOffset={4}>
            <Base.Popup
              className={cn(menuPopupClass, 'max-h-64 w-(--anchor-width) max-w-none overflow-y-auto empty:hidden')}
            >
              <Base.List>
                {(suggestion: string) => (
                  <Base.Item key={suggestion} value={suggestion} className={menuItemClass}>
                    <span className="min-w-0 truncate">{suggestion}</span>
                  </Base.Item>
                )}
              </Base.List>
            </Base.Popup>
          </Base.Positioner>
        </Base.Portal>
      )}
    </Base.Root>
  )
}
