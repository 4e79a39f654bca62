// One input of a form with its label, its hint and what is wrong with it, tied together for screen readers.
import { Field as Base } from '@base-ui/react/field'
import { Form as BaseForm } from '@base-ui/react/form'
import type { ComponentProps, ReactNode } from 'react'
import { cn } from './cn.ts'

export const controlClass =
  'w-full rounded-md border border-line-strong/70 bg-raised text-sm text-ink shadow-control transition-colors duration-100 hover:border-line-strong focus-visible:border-focus focus-visible:outline-2 focus-visible:-outline-offset-1 focus-visible:outline-focus data-disabled:opacity-55 data-invalid:border-danger contrast-more:border-line-strong'

type FieldProps = {
  /** Ties a failure's `field` to this input, through `Form`'s `errors`. */
  name?: string
  label: ReactNode
  hint?: ReactNode
  className?: string
  /** One `Input` or `Select`. */
  children: ReactNode
}

export function Field({ name, label, hint, className, children }: FieldProps) {
  return (
    <Base.Root {...(name ? { name } : {})} className={cn('flex flex-col gap-1.5', className)}>
      <Base.Label className="w-fit text-sm font-medium">{label}</Base.Label>
      {children}
      {hint && <Base.Description className="text-xs text-ink-faint">{hint}</Base.Description>}
      <Base.Error className="text-xs text-danger-ink" />
    </Base.Root>
  )
}

type InputProps = Omit<ComponentProps<typeof Base.Control>, 'className'> & { className?: string }

export function Input({ className, ...rest }: InputProps) {
  return <Base.Control className={cn(controlClass, 'h-8 px-2.5', className)} autoComplete="off" {...rest} />
}

/** A form whose `errors` (field name → sentences) are shown under their fields; the first of them gets the focus. */
export function Form({
  className,
  ...rest
}: Omit<ComponentProps<typeof BaseForm>, 'className'> & { className?: string }) {
  return <BaseForm noValidate className={cn('flex flex-col gap-4', className)} {...rest} />
}
