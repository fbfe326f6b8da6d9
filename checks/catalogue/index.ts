import { type IntegrationCheck } from "../check";
import { declaredChecks } from "../declared";
import { accessLogChecks } from "./access-logs";
import { alarmChecks } from "./alarms";
import { assessmentChecks } from "./assessments";
import { auroraChecks } from "./aurora";
import { auroraInstanceChecks } from "./aurora-instances";
import { auroraReaderChecks } from "./aurora-readers";
import { backupChecks } from "./backup";
import { budgetChecks } from "./budget";
import { certificateChecks } from "./certificates";
import { dashboardChecks } from "./dashboard";
import { dmsEndpointChecks } from "./dms-endpoints";
import { dmsInfrastructureChecks } from "./dms-infrastructure";
import { dmsServerlessChecks } from "./dms-serverless";
import { dmsTaskChecks } from "./dms-tasks";
import { edgeChecks } from "./edge";
import { encryptionChecks } from "./encryption";
import { healthAlarmChecks } from "./health-alarm";
import { logFilterChecks } from "./log-filters";
import { loggingChecks } from "./logging";
import { networkingChecks } from "./networking";
import { notificationChecks } from "./notifications";
import { onPremisesDnsChecks } from "./on-premises-dns";
import { operationsChecks } from "./operations";
import { phaseChecks } from "./phases";
import { privateEndpointChecks } from "./private-endpoints";
import { protectionChecks } from "./protection";
import { routingChecks } from "./routing";
import { secretChecks } from "./secrets";
import { securityGroupChecks } from "./security-groups";
import { taggingChecks } from "./tagging";
import { targetGroupChecks } from "./target-groups";
import { transitGatewayChecks } from "./transit-gateway";
import { vpnChecks } from "./vpn";
import { webAclChecks } from "./web-acl";

/** Every check, in the order in which a person would look at a deployment. */
export const integrationChecks: readonly IntegrationCheck[] = [
  ...networkingChecks,
  ...routingChecks,
  ...privateEndpointChecks,
  ...vpnChecks,
  ...transitGatewayChecks,
  ...onPremisesDnsChecks,
  ...securityGroupChecks,
  ...encryptionChecks,
  ...auroraChecks,
  ...auroraInstanceChecks,
  ...auroraReaderChecks,
  ...backupChecks,
  ...secretChecks,
  ...dmsInfrastructureChecks,
  ...dmsEndpointChecks,
  ...dmsTaskChecks,
  ...dmsServerlessChecks,
  ...assessmentChecks,
  ...edgeChecks,
  ...certificateChecks,
  ...targetGroupChecks,
  ...webAclChecks,
  ...accessLogChecks,
  ...loggingChecks,
  ...logFilterChecks,
  ...alarmChecks,
  ...healthAlarmChecks,
  ...dashboardChecks,
  ...budgetChecks,
  ...notificationChecks,
  ...protectionChecks,
  ...taggingChecks,
  ...operationsChecks,
  ...phaseChecks,
  ...declaredChecks,
];
