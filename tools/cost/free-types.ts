/**
 * Resource types that cost nothing, or so little that no bill of a landing zone shows it: budgets that
 * only notify, e-mail of alarms, the monthly runs of the rotation functions.
 */
const free: readonly RegExp[] = [
  /^random:/,
  /^aws:iam\//,
  /^aws:acm\//,
  /^aws:appautoscaling\//,
  /^aws:backup\/(?:selection|vault|vaultLockConfiguration):/,
  /^aws:budgets\/budget:/,
  /^aws:cloudwatch\/(?:eventRule|eventTarget|logResourcePolicy):/,
  /^aws:dms\/(?:certificate|endpoint|eventSubscription|replicationSubnetGroup|replicationTask):/,
  /^aws:ec2\/(?:customerGateway|defaultSecurityGroup|flowLog|internetGateway|route|routeTable|routeTableAssociation|securityGroup|subnet|vpc|vpnConnectionRoute|vpnGateway|vpnGatewayAttachment|vpnGatewayRoutePropagation):/,
  /^aws:kms\/alias:/,
  /^aws:lb\/(?:listener|listenerCertificate|listenerRule|targetGroup|targetGroupAttachment):/,
  /^aws:rds\/(?:clusterParameterGroup|eventSubscription|parameterGroup|subnetGroup):/,
  /^aws:route53\/(?:record|resolverRule|resolverRuleAssociation):/,
  /^aws:s3\/bucket\w+:/,
  /^aws:secretsmanager\/(?:secretPolicy|secretRotation|secretVersion):/,
  /^aws:serverlessrepository\/cloudFormationStack:/,
  /^aws:sns\//,
  /^aws:vpc\//,
  /^aws:wafv2\/(?:ipSet|webAclAssociation|webAclLoggingConfiguration):/,
];

/** Whether resources of a type cost nothing. */
export function isFree(type: string): boolean {
  return free.some((pattern) => pattern.test(type));
}
