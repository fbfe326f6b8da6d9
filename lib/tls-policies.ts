/**
 * The TLS policies that AWS recommends for listeners (Security Hub control ELB.17): TLS 1.2 with
 * forward secrecy and authenticated encryption at least, or TLS 1.3 only. `PQ` also has a key exchange
 * that recorded traffic cannot be decrypted from with a quantum computer later.
 */
export const tlsPolicies = [
  "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09",
  "ELBSecurityPolicy-TLS13-1-2-Res-FIPS-PQ-2025-09",
  "ELBSecurityPolicy-TLS13-1-2-Res-2021-06",
  "ELBSecurityPolicy-TLS13-1-2-Res-FIPS-2023-04",
  "ELBSecurityPolicy-TLS13-1-3-PQ-2025-09",
  "ELBSecurityPolicy-TLS13-1-3-FIPS-PQ-2025-09",
  "ELBSecurityPolicy-TLS13-1-3-2021-06",
  "ELBSecurityPolicy-TLS13-1-3-FIPS-2023-04",
] as const;

/** A TLS policy of {@link tlsPolicies}. */
export type TlsPolicy = (typeof tlsPolicies)[number];
