import { egressDestinationTyped } from "./egress/egress-destination-typed";
import { egressExplicit } from "./egress/egress-explicit";
import { egressNoAnyProtocol } from "./egress/egress-no-any-protocol";
import { egressNoInternetCidr } from "./egress/egress-no-internet-cidr";
import { egressOnpremLimited } from "./egress/egress-onprem-limited";
import { egressPortRangeBounded } from "./egress/egress-port-range-bounded";
import { endpointPolicyRestricted } from "./egress/endpoint-policy-restricted";
import { naclNoAdminPorts } from "./egress/nacl-no-admin-ports";
import { routeNoIgwInPrivate } from "./egress/route-no-igw-in-private";
import { sgDefaultClosed } from "./egress/sg-default-closed";
import { sgIngressNoHighrisk } from "./egress/sg-ingress-no-highrisk";
import { sgIngressNoOpen } from "./egress/sg-ingress-no-open";
import { sgNoRuleManagementConflict } from "./egress/sg-no-rule-management-conflict";
import { sgRuleDescription } from "./egress/sg-rule-description";
import { auroraManagedPassword } from "./rotation/aurora-managed-password";
import { dmsEndpointUsesSecret } from "./rotation/dms-endpoint-uses-secret";
import { dmsSecretIsRotated } from "./rotation/dms-secret-is-rotated";
import { kmsRotation } from "./rotation/kms-rotation";
import { noStaticIamKeys } from "./rotation/no-static-iam-keys";
import { rotationFailureAlarm } from "./rotation/rotation-failure-alarm";
import { rotationLambdaHardened } from "./rotation/rotation-lambda-hardened";
import { rotationLambdaPermissionScoped } from "./rotation/rotation-lambda-permission-scoped";
import { secretCmk } from "./rotation/secret-cmk";
import { secretPolicyNotPublic } from "./rotation/secret-policy-not-public";
import { secretRecoveryWindow } from "./rotation/secret-recovery-window";
import { secretRotationConfigured } from "./rotation/secret-rotation-configured";
import { secretRotationInterval } from "./rotation/secret-rotation-interval";
import { secretRotationWindow } from "./rotation/secret-rotation-window";
import { vpnPskNotLiteral } from "./rotation/vpn-psk-not-literal";
import { alarmActions } from "./logging/alarm-actions";
import { alarmCoverage } from "./logging/alarm-coverage";
import { albAccessLogs } from "./logging/alb-access-logs";
import { auroraAuditParameters } from "./logging/aurora-audit-parameters";
import { auroraLogExports } from "./logging/aurora-log-exports";
import { dmsNoDebugLogging } from "./logging/dms-no-debug-logging";
import { dmsTaskLogging } from "./logging/dms-task-logging";
import { eventSubscriptions } from "./logging/event-subscriptions";
import { logGroupCmk } from "./logging/log-group-cmk";
import { logGroupOwned } from "./logging/log-group-owned";
import { logRetention } from "./logging/log-retention";
import { s3AccessLogging } from "./logging/s3-access-logging";
import { snsEncrypted } from "./logging/sns-encrypted";
import { snsNoHttpSubscription } from "./logging/sns-no-http-subscription";
import { snsPolicyNotPublic } from "./logging/sns-policy-not-public";
import { vpcFlowLog } from "./logging/vpc-flow-log";
import { vpnTunnelLogs } from "./logging/vpn-tunnel-logs";
import { wafLogging } from "./logging/waf-logging";
import { configurationHygiene } from "./operations/configuration-hygiene";
import { exceptionsHygiene } from "./operations/exceptions-hygiene";
import { type Rule } from "../lib/rule";

/** The rules by area, in the order of the documents. */
export const areas: Readonly<Record<string, readonly Rule[]>> = {
  egress: [
    egressDestinationTyped,
    egressExplicit,
    egressNoAnyProtocol,
    egressNoInternetCidr,
    egressOnpremLimited,
    egressPortRangeBounded,
    endpointPolicyRestricted,
    naclNoAdminPorts,
    routeNoIgwInPrivate,
    sgDefaultClosed,
    sgIngressNoHighrisk,
    sgIngressNoOpen,
    sgNoRuleManagementConflict,
    sgRuleDescription,
  ],
  rotation: [
    auroraManagedPassword,
    dmsEndpointUsesSecret,
    dmsSecretIsRotated,
    kmsRotation,
    noStaticIamKeys,
    rotationFailureAlarm,
    rotationLambdaHardened,
    rotationLambdaPermissionScoped,
    secretCmk,
    secretPolicyNotPublic,
    secretRecoveryWindow,
    secretRotationConfigured,
    secretRotationInterval,
    secretRotationWindow,
    vpnPskNotLiteral,
  ],
  logging: [
    alarmActions,
    alarmCoverage,
    albAccessLogs,
    auroraAuditParameters,
    auroraLogExports,
    dmsNoDebugLogging,
    dmsTaskLogging,
    eventSubscriptions,
    logGroupCmk,
    logGroupOwned,
    logRetention,
    s3AccessLogging,
    snsEncrypted,
    snsNoHttpSubscription,
    snsPolicyNotPublic,
    vpcFlowLog,
    vpnTunnelLogs,
    wafLogging,
  ],
};

const judged = Object.values(areas).flat();

/** The rules about the configuration of the others. */
export const hygiene: readonly Rule[] = [configurationHygiene(judged), exceptionsHygiene(judged)];

/** Every rule of the pack; the one on exceptions comes last, after their uses. */
export const rules: readonly Rule[] = [...judged, ...hygiene];
