// A key of nuget.org is base32, in lower case: "v4" and 10 bytes of id in 20 digits, then 16 bytes in 26. What is left of
// the last digit of both parts is zero. Says nothing about other forms.
// https://github.com/NuGet/NuGetGallery/blob/main/src/NuGetGallery.Services/Authentication/ApiKeyV4.cs
import type { Check } from '../check.ts'

const SHAPE = /^oy2[a-p][a-z2-7]{15}[aq][a-z2-7]{25}[aeimquy4]$/

export const check: Check = (secret) =>
  SHAPE.test(secret) ? { ok: true, confidence: 'high', reason: 'it is built as nuget.org builds its keys' } : undefined
