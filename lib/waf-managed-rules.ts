/**
 * AWS's managed rule groups, with the capacity units that each uses, in order of evaluation: what
 * refuses most for the least work comes first. The units are from AWS's list of managed rule groups.
 */
export const managedRuleGroupCapacity = {
  AWSManagedRulesAmazonIpReputationList: 25,
  AWSManagedRulesAnonymousIpList: 50,
  AWSManagedRulesCommonRuleSet: 700,
  AWSManagedRulesKnownBadInputsRuleSet: 200,
  AWSManagedRulesSQLiRuleSet: 200,
  AWSManagedRulesAdminProtectionRuleSet: 100,
  AWSManagedRulesLinuxRuleSet: 200,
  AWSManagedRulesUnixRuleSet: 100,
  AWSManagedRulesWindowsRuleSet: 200,
  AWSManagedRulesPHPRuleSet: 100,
  AWSManagedRulesWordPressRuleSet: 100,
} as const;

/** A managed rule group of AWS. */
export type ManagedRuleGroup = keyof typeof managedRuleGroupCapacity;

/** The managed rule groups that can be chosen, in order of evaluation. */
export const managedRuleGroups = Object.keys(managedRuleGroupCapacity) as [
  ManagedRuleGroup,
  ...ManagedRuleGroup[],
];
