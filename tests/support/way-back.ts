/**
 * The resources of one connection of the way back, each as `Type name`.
 *
 * @param name The connection's name in the program, such as `dms-way-back-erp`.
 * @param rules Those of its security group to its server, which differ.
 */
export const wayBackConnection = (name: string, rules: readonly string[]): readonly string[] => [
  ...[
    "Certificate",
    "CloudFormationStack",
    "Endpoint",
    "LogGroup",
    "RandomPassword",
    "Secret",
    "SecretRotation",
    "SecretVersion",
    "SecurityGroup",
  ].map((type) => `${type} ${name}`),
  `Role ${name}-access`,
  `RolePolicy ${name}-access`,
  `SecurityGroupEgressRule ${name}-to-endpoints-egress`,
  `SecurityGroupIngressRule ${name}-to-endpoints-ingress`,
  ...rules,
];
