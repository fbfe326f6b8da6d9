/** Settings of the edge that the tests of its defaults and of the component share. */
export const edgeSettings = {
  alternativeNames: [],
  additionalCertificateArns: [],
  internal: false,
  tlsPolicy: "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09" as const,
  idleTimeoutSeconds: 60,
  desyncMitigation: "defensive" as const,
  targetPort: 8443,
  healthCheckPath: "/health",
  balancing: { algorithm: "round_robin" as const, slowStartSeconds: 0, stickinessSeconds: 0 },
  accessLogRetentionDays: 90,
};
