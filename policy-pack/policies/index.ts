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
import { acmDnsValidated } from "./tls/acm-dns-validated";
import { acmStrongKey } from "./tls/acm-strong-key";
import { albHttpsOnly } from "./tls/alb-https-only";
import { albTargetTls } from "./tls/alb-target-tls";
import { albTlsPolicy } from "./tls/alb-tls-policy";
import { auroraProxyTls } from "./tls/aurora-proxy-tls";
import { auroraRequireTls } from "./tls/aurora-require-tls";
import { dmsEndpointSsl } from "./tls/dms-endpoint-ssl";
import { dmsOtherEngines } from "./tls/dms-other-engines";
import { lambdaUrlAuth } from "./tls/lambda-url-auth";
import { s3TlsOnly } from "./tls/s3-tls-only";
import { vpnCrypto } from "./tls/vpn-crypto";
import { auroraCmk } from "./encryption/aurora-cmk";
import { auroraEncrypted } from "./encryption/aurora-encrypted";
import { backupVaultCmk } from "./encryption/backup-vault-cmk";
import { dmsEncryptedCmk } from "./encryption/dms-encrypted-cmk";
import { iamNoDecryptAllKeys } from "./encryption/iam-no-decrypt-all-keys";
import { kmsDeletionWindow } from "./encryption/kms-deletion-window";
import { kmsNotPublic } from "./encryption/kms-not-public";
import { kmsPolicyExplicit } from "./encryption/kms-policy-explicit";
import { s3Encrypted } from "./encryption/s3-encrypted";
import { sqsEncrypted } from "./encryption/sqs-encrypted";
import { albWafAssociated } from "./public-access/alb-waf-associated";
import { auroraNotPublic } from "./public-access/aurora-not-public";
import { dmsNotPublic } from "./public-access/dms-not-public";
import { noClassic } from "./public-access/no-classic";
import { s3BlockPublicAccess } from "./public-access/s3-block-public-access";
import { s3NoAcl } from "./public-access/s3-no-acl";
import { s3PolicyNotPublic } from "./public-access/s3-policy-not-public";
import { snapshotNotPublic } from "./public-access/snapshot-not-public";
import { sqsPolicyNotPublic } from "./public-access/sqs-policy-not-public";
import { subnetNoPublicIp } from "./public-access/subnet-no-public-ip";
import { wafHasRulesAndMetrics } from "./public-access/waf-has-rules-and-metrics";
import { wafIpSetBounded } from "./public-access/waf-ip-set-bounded";
import { albDeletionProtection } from "./resilience/alb-deletion-protection";
import { albDesync } from "./resilience/alb-desync";
import { albDropHeaders } from "./resilience/alb-drop-headers";
import { albMultiAz } from "./resilience/alb-multi-az";
import { auroraAdminName } from "./resilience/aurora-admin-name";
import { auroraBacktrack } from "./resilience/aurora-backtrack";
import { auroraBackupRetention } from "./resilience/aurora-backup-retention";
import { auroraCopyTags } from "./resilience/aurora-copy-tags";
import { auroraDeletionProtection } from "./resilience/aurora-deletion-protection";
import { auroraEngineSupported } from "./resilience/aurora-engine-supported";
import { auroraIamAuth } from "./resilience/aurora-iam-auth";
import { auroraMinorUpgrade } from "./resilience/aurora-minor-upgrade";
import { auroraMonitoring } from "./resilience/aurora-monitoring";
import { auroraMultiInstance } from "./resilience/aurora-multi-instance";
import { auroraPort } from "./resilience/aurora-port";
import { backupPlanCoversDb } from "./resilience/backup-plan-covers-db";
import { dmsMinorUpgrade } from "./resilience/dms-minor-upgrade";
import { dmsMultiAz } from "./resilience/dms-multi-az";
import { multiAzNetwork } from "./resilience/multi-az-network";
import { requiredEndpoints } from "./resilience/required-endpoints";
import { s3Lifecycle } from "./resilience/s3-lifecycle";
import { s3Versioning } from "./resilience/s3-versioning";
import { statefulProtected } from "./resilience/stateful-protected";
import { vpnTwoTunnels } from "./resilience/vpn-two-tunnels";
import { auroraBinlogForFallback } from "./dms/aurora-binlog-for-fallback";
import { auroraInstanceClassAllowlist } from "./dms/aurora-instance-class-allowlist";
import { dmsEngineSupported } from "./dms/dms-engine-supported";
import { dmsInstanceClassAllowlist } from "./dms/dms-instance-class-allowlist";
import { dmsNoAutostart } from "./dms/dms-no-autostart";
import { dmsPrivatePlacement } from "./dms/dms-private-placement";
import { dmsRoleConfusedDeputy } from "./dms/dms-role-confused-deputy";
import { dmsServiceRoles } from "./dms/dms-service-roles";
import { dmsTablePrepSafe } from "./dms/dms-table-prep-safe";
import { dmsTaskSettingsValid } from "./dms/dms-task-settings-valid";
import { cidrNoOverlap } from "./operations/cidr-no-overlap";
import { iamNoAdmin } from "./operations/iam-no-admin";
import { iamNoManagedAdmin } from "./operations/iam-no-managed-admin";
import { iamNoServiceWildcard } from "./operations/iam-no-service-wildcard";
import { naming } from "./operations/naming";
import { providerCoverage } from "./operations/provider-coverage";
import { regionAllowlist } from "./operations/region-allowlist";
import { requiredTags } from "./operations/required-tags";
import { windowsExplicit } from "./operations/windows-explicit";
import { windowsNoOverlap } from "./operations/windows-no-overlap";
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
  tls: [
    acmDnsValidated,
    acmStrongKey,
    albHttpsOnly,
    albTargetTls,
    albTlsPolicy,
    auroraProxyTls,
    auroraRequireTls,
    dmsEndpointSsl,
    dmsOtherEngines,
    lambdaUrlAuth,
    s3TlsOnly,
    vpnCrypto,
  ],
  encryption: [
    auroraCmk,
    auroraEncrypted,
    backupVaultCmk,
    dmsEncryptedCmk,
    iamNoDecryptAllKeys,
    kmsDeletionWindow,
    kmsNotPublic,
    kmsPolicyExplicit,
    s3Encrypted,
    sqsEncrypted,
  ],
  "public-access": [
    albWafAssociated,
    auroraNotPublic,
    dmsNotPublic,
    noClassic,
    s3BlockPublicAccess,
    s3NoAcl,
    s3PolicyNotPublic,
    snapshotNotPublic,
    sqsPolicyNotPublic,
    subnetNoPublicIp,
    wafHasRulesAndMetrics,
    wafIpSetBounded,
  ],
  resilience: [
    albDeletionProtection,
    albDesync,
    albDropHeaders,
    albMultiAz,
    auroraAdminName,
    auroraBacktrack,
    auroraBackupRetention,
    auroraCopyTags,
    auroraDeletionProtection,
    auroraEngineSupported,
    auroraIamAuth,
    auroraMinorUpgrade,
    auroraMonitoring,
    auroraMultiInstance,
    auroraPort,
    backupPlanCoversDb,
    dmsMinorUpgrade,
    dmsMultiAz,
    multiAzNetwork,
    requiredEndpoints,
    s3Lifecycle,
    s3Versioning,
    statefulProtected,
    vpnTwoTunnels,
  ],
  dms: [
    auroraBinlogForFallback,
    auroraInstanceClassAllowlist,
    dmsEngineSupported,
    dmsInstanceClassAllowlist,
    dmsNoAutostart,
    dmsPrivatePlacement,
    dmsRoleConfusedDeputy,
    dmsServiceRoles,
    dmsTablePrepSafe,
    dmsTaskSettingsValid,
  ],
  operations: [
    cidrNoOverlap,
    iamNoAdmin,
    iamNoManagedAdmin,
    iamNoServiceWildcard,
    naming,
    providerCoverage,
    regionAllowlist,
    requiredTags,
    windowsExplicit,
    windowsNoOverlap,
  ],
};

const judged = Object.values(areas).flat();

/** The rules about the configuration of the others. */
export const hygiene: readonly Rule[] = [configurationHygiene(judged), exceptionsHygiene(judged)];

/** Every rule of the pack; the one on exceptions comes last, after their uses. */
export const rules: readonly Rule[] = [...judged, ...hygiene];
