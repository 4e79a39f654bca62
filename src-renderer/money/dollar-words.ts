// An amount of money as a person reads it: cents where there are any to speak of, and never "0" for what is not nothing.

const MILLIONTHS = 1_000_000
/** Under this the cents would hide what it is. Dollars. */
const SMALL = 1

const cents = new Intl.NumberFormat('en', { style: 'currency', currency: 'USD' })
const fine = new Intl.NumberFormat('en', { style: 'currency', currency: 'USD', maximumFractionDigits: 4 })

/** `millionths` of a US dollar. */
export function dollarWords(millionths: number): string {
  const dollars = millionths / MILLIONTHS
  if (dollars === 0 || dollars >= SMALL) return cents.format(dollars)
  return dollars < 0.0001 ? '< $0.0001' : fine.format(dollars)
}
