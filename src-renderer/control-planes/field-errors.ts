// Puts a failure under the field that it names, if the form has it.
import type { FailureBody } from '#contract/failure'

export function fieldErrorsOf(
  { field, message }: FailureBody,
  fields: readonly string[],
  onWrongAddress?: (sentence: string) => void,
): Record<string, string> {
  if (field === 'url' && onWrongAddress) {
    onWrongAddress(message)
    return { url: message }
  }
  return field !== undefined && fields.includes(field) ? { [field]: message } : {}
}
