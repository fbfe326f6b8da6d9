import { type IntegrationCheck } from "../check";
import { backupInventories, costInventories } from "./inventories/backup-and-cost";
import { dmsInventories } from "./inventories/dms";
import { replicationInventories } from "./inventories/replications";
import { firewallInventories } from "./inventories/firewall";
import { gatewayInventories } from "./inventories/gateways";
import { iamInventories } from "./inventories/iam";
import { instanceInventories } from "./inventories/instances";
import { keyAndSecretInventories } from "./inventories/keys-and-secrets";
import { listeners } from "./inventories/listeners";
import { loadBalancers } from "./inventories/load-balancer";
import { logInventories } from "./inventories/logs";
import { nameInventories } from "./inventories/names";
import { networkInventories } from "./inventories/network";
import { parameterGroupInventories } from "./inventories/parameter-groups";
import { rdsInventories } from "./inventories/rds";
import { s3Inventories } from "./inventories/s3";
import { securityGroupInventories } from "./inventories/security-groups";
import { targetGroups } from "./inventories/target-groups";
import { vpnInventories } from "./inventories/vpn";
import { watchInventories } from "./inventories/watch";
import { type Inventory, inventoryCheck } from "./inventory";

/** Everything that a stack can own, in the order in which a person would look at it. */
export const inventories: readonly Inventory[] = [
  ...networkInventories,
  ...gatewayInventories,
  ...vpnInventories,
  ...nameInventories,
  ...securityGroupInventories,
  ...keyAndSecretInventories,
  ...iamInventories,
  ...instanceInventories,
  ...rdsInventories,
  ...parameterGroupInventories,
  ...backupInventories,
  ...dmsInventories,
  ...replicationInventories,
  loadBalancers,
  listeners,
  targetGroups,
  ...firewallInventories,
  ...s3Inventories,
  ...logInventories,
  ...watchInventories,
  ...costInventories,
];

/** The checks that everything is there as it is declared, and nothing else. */
export const declaredChecks: readonly IntegrationCheck[] = inventories.map(inventoryCheck);
