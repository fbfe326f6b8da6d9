/** What one VPN tunnel may agree on with the customer gateway. */
export interface TunnelProposals {
  readonly ikeVersions: string[];
  readonly phase1EncryptionAlgorithms: string[];
  readonly phase1IntegrityAlgorithms: string[];
  readonly phase1DhGroupNumbers: number[];
  readonly phase1LifetimeSeconds: number;
  readonly phase2EncryptionAlgorithms: string[];
  readonly phase2IntegrityAlgorithms: string[];
  readonly phase2DhGroupNumbers: number[];
  readonly phase2LifetimeSeconds: number;
}

/**
 * Strong proposals only: IKEv2, AES-256, SHA-2, and Diffie-Hellman groups of at least 2048 bits.
 *
 * AWS's own default also accepts IKEv1, AES-128, SHA-1 and group 2 (1024 bits); the customer gateway
 * decides, so what is not offered cannot be chosen.
 */
export const strongProposals: TunnelProposals = {
  ikeVersions: ["ikev2"],
  phase1EncryptionAlgorithms: ["AES256", "AES256-GCM-16"],
  phase1IntegrityAlgorithms: ["SHA2-256", "SHA2-384", "SHA2-512"],
  phase1DhGroupNumbers: [14, 19, 20, 21],
  phase1LifetimeSeconds: 28_800,
  phase2EncryptionAlgorithms: ["AES256", "AES256-GCM-16"],
  phase2IntegrityAlgorithms: ["SHA2-256", "SHA2-384", "SHA2-512"],
  phase2DhGroupNumbers: [14, 19, 20, 21],
  phase2LifetimeSeconds: 3_600,
};
