// Which field of a form a failure belongs under.
import type { FailureBody } from '#contract/failure'

export const isUnderField = ({ field }: FailureBody, fields: readonly string[]) =>
  field !== undefined && fields.includes(field)

export function fieldErrorsOf(failure: FailureBody, fields: readonly string[]): Record<string, string> {
  const { field, message } = failure
  return field !== undefined && isUnderField(failure, fields) ? { [field]: message } : {}
}
