import type * as aws from "@pulumi/aws";
import { required, type Aws } from "../aws";
import { resource, type ResourceTable } from "../resource";
import { certificateInPlaceOf, certificateNamed, removeSubstitute } from "./substitute-certificate";

/** The certificate of a listener that takes the place of the one that the program names. */
async function findInUse(ListenerArn: string, named: string, aws: Aws) {
  const { Certificates = [] } = await aws.elb.describeListenerCertificates({ ListenerArn });
  for (const { CertificateArn = "", IsDefault } of Certificates) {
    if (!IsDefault && (await certificateNamed(CertificateArn, aws)) === named) {
      return { CertificateArn };
    }
  }
  return undefined;
}

const listenerCertificate = resource<
  aws.lb.ListenerCertificateArgs,
  aws.lb.ListenerCertificateState
>({
  async create({ listenerArn, certificateArn }, aws) {
    const CertificateArn = await certificateInPlaceOf(certificateArn, aws);
    await aws.elb.addListenerCertificates({
      ListenerArn: listenerArn,
      Certificates: [{ CertificateArn }],
    });
    return `${listenerArn}_${certificateArn}`;
  },
  async read({ state }, aws) {
    const listenerArn = required(state.listenerArn, "the ARN of a listener");
    const certificateArn = required(state.certificateArn, "a certificate ARN");
    const found = await findInUse(listenerArn, certificateArn, aws);
    return found && { listenerArn, certificateArn };
  },
  async delete({ state }, aws) {
    const listenerArn = required(state.listenerArn, "the ARN of a listener");
    const certificateArn = required(state.certificateArn, "a certificate ARN");
    const found = await findInUse(listenerArn, certificateArn, aws);
    if (found) {
      await aws.elb.removeListenerCertificates({ ListenerArn: listenerArn, Certificates: [found] });
    }
    await removeSubstitute(certificateArn, aws);
  },
  replaceOn: "all",
});

/** Certificates of listeners besides their first one. */
export const elbListenerCertificate: ResourceTable = {
  "aws:lb/listenerCertificate:ListenerCertificate": listenerCertificate,
};
