/**
 * Strong proposals only: AES-256, SHA-2, and Diffie-Hellman groups of at least 2048 bits.
 *
 * AWS's own default also accepts AES-128, SHA-1 and group 2 (1024 bits); the customer gateway
 * decides, so what is not offered cannot be chosen.
 */
export const strongProposals = {
  encryptionAlgorithms: ["AES256", "AES256-GCM-16"],
  integrityAlgorithms: ["SHA2-256", "SHA2-384", "SHA2-512"],
  dhGroups: [14, 19, 20, 21],
} as const;
