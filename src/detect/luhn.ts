// The check digit of payment cards. ISO/IEC 7812-1, annex B.

/** The digit that makes `digits` with it divisible by ten, as Luhn counts. */
export function luhnDigit(digits: string): number {
  let sum = 0
  for (let at = digits.length - 1, doubled = true; at >= 0; at--, doubled = !doubled) {
    const value = Number(digits[at]) * (doubled ? 2 : 1)
    sum += value > 9 ? value - 9 : value
  }
  return (10 - (sum % 10)) % 10
}
