import { flag } from "../../lib/props";
import { defineRule } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { isGiven } from "../../lib/unknowns";

/** By which an instance is given an address, by type: the properties that name it. */
const owners = ["instance", "instanceId", "networkInterface", "networkInterfaceId"];

/** By which an instance is given network interfaces that exist, with the addresses that they have. */
const interfaces = ["networkInterfaces", "primaryNetworkInterface"];

export const instanceNotPublic = defineRule({
  name: "instance-not-public",
  title: "Instances are not public",
  description:
    "An instance must say that it gets no public address, and no elastic address may be put on one; an instance that says nothing does as its subnet does.",
  severity: "high",
  level: "mandatory",
  controls: {
    fsbp: ["EC2.9"],
    prowler: ["ec2_instance_public_ip"],
    checkov: ["CKV_AWS_88"],
  },
  remediation: "Set associatePublicIpAddress to false, and reach the instance by Session Manager.",
  types: [...types.instance, ...types.address],
  *resource({ type, props }) {
    if (types.address.includes(type)) {
      const owner = owners.find((key) => isGiven(props, key));
      if (owner !== undefined) yield `an elastic address is put on an instance (${owner})`;
      return;
    }
    const hasInterfaces = interfaces.some((key) => isGiven(props, key));
    if (!hasInterfaces && flag(props, "associatePublicIpAddress") !== false) {
      yield "associatePublicIpAddress is not false";
    }
  },
});
