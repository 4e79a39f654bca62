export { AlertDialog } from './alert-dialog.tsx'
export { Announcer, announce } from './announce.tsx'
export { Badge } from './badge.tsx'
export { Button, buttonClass, IconButton } from './button.tsx'
export { Checkbox } from './checkbox.tsx'
export { ChoiceCards } from './choice-cards.tsx'
export { cn } from './cn.ts'
export { CopyButton } from './copy-button.tsx'
export { DateInput } from './date-input.tsx'
export { Dialog, DialogActions } from './dialog.tsx'
export { EmptyState } from './empty-state.tsx'
export { ErrorNotice } from './error-notice.tsx'
export { Field, Form, Input } from './field.tsx'
export { FilterInput } from './filter-input.tsx'
export { FixLink } from './fix-link.tsx'
export { Kbd } from './kbd.tsx'
export { Menu, MenuChoice, MenuItem, MenuSeparator } from './menu.tsx'
export { Notice } from './notice.tsx'
export { Page } from './page.tsx'
export { Popover, PopoverClose } from './popover.tsx'
export { RelativeTime } from './relative-time.tsx'
export { RenameInPlace } from './rename-in-place.tsx'
export { Fact, Facts, Section } from './section.tsx'
export { Segments } from './segments.tsx'
export { type Option, Select } from './select.tsx'
export { SkeletonRows } from './skeleton.tsx'
export { spacedCode } from './spaced-code.ts'
export { Spinner } from './spinner.tsx'
export { SuggestInput } from './suggest-input.tsx'
export { Switch } from './switch.tsx'
export {
  Cell,
  ColumnHeader,
  NoRows,
  RowHeader,
  SortHeader,
  Table,
  TableBody,
  TableHead,
  TableRow,
} from './table.tsx'
export { Tabs } from './tabs.tsx'
export { setTheme, startTheme, type ThemeChoice, useTheme } from './theme.ts'
export { Toaster, toast } from './toaster.tsx'
export { Tooltip, TooltipProvider } from './tooltip.tsx'
