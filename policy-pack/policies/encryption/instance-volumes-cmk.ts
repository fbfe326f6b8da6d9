import { hasCustomerKey } from "../../lib/keys";
import { flag, record, records } from "../../lib/props";
import { defineRule } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { type Props } from "../../lib/unknowns";

export const instanceVolumesCmk = defineRule({
  name: "instance-volumes-cmk",
  title: "Volumes of instances have a key of the customer",
  description:
    "The root volume of an instance and each further one must be encrypted with a customer-managed key.",
  severity: "high",
  level: "mandatory",
  controls: {
    fsbp: ["EC2.3"],
    prowler: ["ec2_ebs_volume_encryption"],
    checkov: ["CKV_AWS_8", "CKV_AWS_189"],
  },
  remediation: "Set encrypted and kmsKeyId of rootBlockDevice and of each of ebsBlockDevices.",
  types: [...types.instance, ...types.volume],
  *resource({ type, props }) {
    if (types.volume.includes(type)) {
      yield* problemsOf("the volume", props);
      return;
    }
    yield* problemsOf("rootBlockDevice", record(props, "rootBlockDevice"));
    for (const [index, device] of records(props, "ebsBlockDevices").entries()) {
      yield* problemsOf(`ebsBlockDevices[${index}]`, device);
    }
  },
});

function* problemsOf(name: string, device: Props): Generator<string> {
  if (flag(device, "encrypted") !== true) yield `${name} is not encrypted`;
  else if (!hasCustomerKey(device, "kmsKeyId")) yield `${name} has no kmsKeyId`;
}
