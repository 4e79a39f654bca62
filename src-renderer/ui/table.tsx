// A table in its plain elements: `<Table><TableHead>…` with cells that share one rhythm.
import type { ComponentProps } from 'react'
import { cn } from './cn.ts'

/** `label` names the table. It scrolls sideways by itself when the window is narrow. */
export function Table({ label, className, ...rest }: ComponentProps<'table'> & { label: string }) {
  return (
    <div className="overflow-x-auto rounded-lg border border-line bg-surface">
      <table aria-label={label} className={cn('w-full border-collapse text-left text-sm', className)} {...rest} />
    </div>
  )
}

export function TableHead({ className, ...rest }: ComponentProps<'thead'>) {
  return <thead className={cn('bg-sunken text-xs text-ink-soft', className)} {...rest} />
}

export function TableBody({ className, ...rest }: ComponentProps<'tbody'>) {
  return <tbody className={cn('divide-y divide-line', className)} {...rest} />
}

export function TableRow({ className, ...rest }: ComponentProps<'tr'>) {
  return <tr className={cn('group/row in-[tbody]:hover:bg-sunken', className)} {...rest} />
}

export function ColumnHeader({ className, ...rest }: ComponentProps<'th'>) {
  return (
    <th
      scope="col"
      className={cn('h-8 whitespace-nowrap border-b border-line px-3 font-medium', className)}
      {...rest}
    />
  )
}

export function RowHeader({ className, ...rest }: ComponentProps<'th'>) {
  return <th scope="row" className={cn('h-10 px-3 font-medium', className)} {...rest} />
}

export function Cell({ className, ...rest }: ComponentProps<'td'>) {
  return <td className={cn('h-10 px-3 text-ink-soft', className)} {...rest} />
}
