// A table in its plain elements: `<Table><TableHead>…` with cells that share one rhythm.
import { ArrowDown, ArrowUp } from 'lucide-react'
import type { ComponentProps, ReactNode } from 'react'
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

type SortDirection = 'ascending' | 'descending'

type SortHeaderProps = {
  /** How the rows are sorted by this column now; undefined while by another. */
  direction: SortDirection | undefined
  onSort: () => void
  className?: string
  children: ReactNode
}

/** The header of a column that rows can be sorted by. */
export function SortHeader({ direction, onSort, className, children }: SortHeaderProps) {
  const Arrow = direction === 'descending' ? ArrowDown : ArrowUp
  return (
    <ColumnHeader aria-sort={direction} className={className}>
      <button
        type="button"
        onClick={onSort}
        className="group/sort -mx-1 inline-flex items-center gap-1 rounded-sm px-1 py-0.5 hover:text-ink"
      >
        {children}
        <Arrow
          aria-hidden
          className={cn(
            'size-3',
            direction === undefined && 'opacity-0 group-hover/sort:opacity-60 group-focus-visible/sort:opacity-60',
          )}
        />
      </button>
    </ColumnHeader>
  )
}

/** In place of rows, when there are none. */
export function NoRows({ columns, children }: { columns: number; children: ReactNode }) {
  return (
    <tr>
      <td colSpan={columns} className="px-3 py-8 text-center text-ink-soft">
        {children}
      </td>
    </tr>
  )
}

export function RowHeader({ className, ...rest }: ComponentProps<'th'>) {
  return <th scope="row" className={cn('h-10 px-3 font-medium', className)} {...rest} />
}

export function Cell({ className, ...rest }: ComponentProps<'td'>) {
  return <td className={cn('h-10 px-3 text-ink-soft', className)} {...rest} />
}
