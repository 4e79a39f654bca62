// A code of eight as it is read out and compared most easily.

/** `ABCD-EFGH`, however it was written. */
export function spacedCode(code: string): string {
  return code.replaceAll('-', '').replace(/^(.{4})(?=.)/, '$1-')
}
