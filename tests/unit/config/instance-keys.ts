import type { TriedValues } from "./dms-keys";
import { configured, spacious } from "./example";

/** A configuration with a replication instance of its own name, and a serverless load. */
export function withInstances(): Record<string, unknown> {
  return configured(spacious(), {
    "dms.replicationInstances": {
      bulk: { class: "dms.r6i.large", maintenanceWindow: "sun:07:00-sun:08:00" },
    },
    "dms.migrations.archive": {
      source: "erp",
      type: "full-load",
      tables: [{ schema: "archive" }],
      serverless: { maxCapacityUnits: 16, maintenanceWindow: "sun:08:00-sun:09:00" },
    },
  });
}

const yesOrNo = { refused: ["no"], allowed: "true or false", accepted: [true, false] };

/** Values to try for each key of instances and serverless replications. */
export const instanceKeys: Readonly<Record<string, TriedValues>> = {
  "dms.replicationInstance.dnsNameServers": {
    refused: [[], Array(5).fill("192.168.10.53"), "192.168.10.53"],
    allowed: "1 to 4 IPv4 addresses",
    accepted: [["192.168.10.53", "192.168.10.54"]],
  },
  "dms.replicationInstances": {
    refused: [[], "bulk"],
    allowed: "a map of named replication instances",
    accepted: [{}],
  },
  "dms.replicationInstances.bulk.class": {
    refused: ["dms.t2.micro"],
    allowed: "dms.t3.medium",
    accepted: ["dms.c6i.xlarge"],
  },
  "dms.replicationInstances.bulk.allocatedStorageGiB": {
    refused: [19, 6145],
    allowed: "20 to 6,144",
    accepted: [20, 6144],
  },
  "dms.replicationInstances.bulk.multiAz": yesOrNo,
  "dms.replicationInstances.bulk.maintenanceWindow": {
    refused: ["07:00-08:00"],
    allowed: "ddd:hh:mm-ddd:hh:mm",
    accepted: ["mon:06:00-mon:06:30"],
  },
  "dms.replicationInstances.bulk.dnsNameServers": {
    refused: [[], "192.168.10.53"],
    allowed: "1 to 4 IPv4 addresses",
    accepted: [["192.168.10.53"]],
  },
  "dms.migrations.orders.replicationInstance": {
    refused: [1],
    allowed: "a name from dms.replicationInstances",
    accepted: ["bulk"],
  },
  "dms.migrations.archive.validation.only": yesOrNo,
  "dms.migrations.archive.serverless.minCapacityUnits": {
    refused: [0, 3, "4"],
    allowed: "1, 2, 4, 8, 16",
    accepted: [1, 16],
  },
  "dms.migrations.archive.serverless.maxCapacityUnits": {
    refused: [3, 512],
    allowed: "128, 192, 256, 384",
    accepted: [1, 384],
  },
  "dms.migrations.archive.serverless.multiAz": yesOrNo,
  "dms.migrations.archive.serverless.maintenanceWindow": {
    refused: ["07:00-08:00"],
    allowed: "ddd:hh:mm-ddd:hh:mm",
    accepted: ["mon:06:00-mon:06:30"],
  },
};
