// The buttons. A busy button keeps its focus and its width, and takes no second click.
import { Button as BaseButton } from '@base-ui/react/button'
import { cva, type VariantProps } from 'class-variance-authority'
import type { ComponentProps, ReactNode } from 'react'
import { cn } from './cn.ts'
import { Spinner } from './spinner.tsx'
import { Tooltip } from './tooltip.tsx'

/** Also for a link that should look like a button: `<Link className={buttonClass({ variant: 'primary' })}>`. */
export const buttonClass = cva(
  'relative inline-flex shrink-0 select-none items-center justify-center gap-1.5 whitespace-nowrap rounded-md font-medium transition-colors duration-100 data-disabled:opacity-55 [&_svg]:shrink-0',
  {
    variants: {
      variant: {
        primary: 'bg-accent text-on-accent shadow-control hover:not-data-disabled:bg-accent-strong',
        secondary:
          'border border-line bg-raised text-ink shadow-control hover:not-data-disabled:border-line-strong hover:not-data-disabled:bg-hover contrast-more:border-line-strong',
        ghost:
          'text-ink-soft hover:not-data-disabled:bg-hover hover:not-data-disabled:text-ink data-popup-open:bg-hover',
        danger: 'bg-danger text-on-danger shadow-control hover:not-data-disabled:bg-danger-strong',
      },
      size: {
        sm: 'h-7 px-2.5 text-xs [&_svg]:size-3.5',
        md: 'h-8 px-3 text-sm [&_svg]:size-4',
        lg: 'h-9 px-4 text-sm [&_svg]:size-4',
      },
    },
    defaultVariants: { variant: 'secondary', size: 'md' },
  },
)

export type ButtonProps = Omit<ComponentProps<typeof BaseButton>, 'className'> &
  VariantProps<typeof buttonClass> & {
    className?: string
    /** True while what the button started is under way. */
    busy?: boolean
  }

export function Button({ variant, size, busy = false, className, disabled, children, ...rest }: ButtonProps) {
  return (
    <BaseButton
      className={cn(buttonClass({ variant, size }), className)}
      disabled={disabled || busy}
      focusableWhenDisabled={busy}
      aria-busy={busy || undefined}
      {...rest}
    >
      {busy && (
        <span className="absolute inset-0 grid place-items-center">
          <Spinner />
        </span>
      )}
      <span className={cn('inline-flex items-center gap-1.5', busy && 'invisible')}>{children}</span>
    </BaseButton>
  )
}

export type IconButtonProps = Omit<ButtonProps, 'children' | 'aria-label'> & {
  /** The button's name; shown as its tooltip too. */
  label: string
  /** Shown after the name in the tooltip. */
  shortcut?: ReactNode
  icon: ReactNode
}

/** A square button of one icon. It always has a name. */
export function IconButton({
  label,
  shortcut,
  icon,
  variant = 'ghost',
  size = 'md',
  className,
  ...rest
}: IconButtonProps) {
  return (
    <Tooltip content={label} shortcut={shortcut}>
      <BaseButton
        aria-label={label}
        className={cn(
          buttonClass({ variant, size }),
          size === 'sm' ? 'w-7' : size === 'lg' ? 'w-9' : 'w-8',
          'px-0',
          className,
        )}
        {...omitBusy(rest)}
      >
        {icon}
      </BaseButton>
    </Tooltip>
  )
}

function omitBusy({ busy, disabled, ...rest }: Omit<ButtonProps, 'children'>) {
  return { ...rest, disabled: disabled || busy }
}
