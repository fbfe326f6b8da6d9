import { record, text } from "../../lib/props";
import { defineRule } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { isGiven } from "../../lib/unknowns";

export const dmsOtherEngines = defineRule({
  name: "dms-other-engines",
  title: "DMS endpoints of other engines are protected too",
  description:
    "A DMS endpoint for MongoDB must use authentication. A DMS endpoint for Redis must use TLS.",
  severity: "medium",
  level: "mandatory",
  controls: {
    fsbp: ["DMS.11", "DMS.12"],
    prowler: [
      "dms_endpoint_mongodb_authentication_enabled",
      "dms_endpoint_redis_in_transit_encryption_enabled",
    ],
  },
  remediation:
    "Set mongodbSettings.authType to password with authMechanism scram-sha-1, or redisSettings.sslSecurityProtocol to ssl-encryption.",
  types: types.dmsEndpoint,
  *resource({ props }) {
    const engine = text(props, "engineName");
    if (engine === "mongodb") {
      const settings = record(props, "mongodbSettings");
      if (text(settings, "authType") !== "password" || !isGiven(settings, "authMechanism")) {
        yield "the MongoDB endpoint does not authenticate (authType, authMechanism)";
      }
    }
    if (engine === "redis") {
      const protocol = text(record(props, "redisSettings"), "sslSecurityProtocol");
      if (protocol !== undefined && protocol !== "ssl-encryption") {
        yield "the Redis endpoint does not use TLS (sslSecurityProtocol)";
      }
    }
  },
});
