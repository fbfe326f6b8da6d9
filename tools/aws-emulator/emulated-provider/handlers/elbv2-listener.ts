import type * as aws from "@pulumi/aws";
import { required, type Aws } from "../aws";
import { changedSettings } from "../changed-settings";
import { resource, type Inputs, type ResourceTable } from "../resource";
import { tagList } from "../tags";
import { apiAction, pulumiAction } from "./elbv2-actions";
import { certificateInPlaceOf, certificateNamed, removeSubstitute } from "./substitute-certificate";
import { elbTagging, tagsOf } from "./elbv2-common";

type ListenerInputs = Inputs<aws.lb.ListenerArgs>;

function listenerSettings(inputs: Partial<ListenerInputs>) {
  return {
    Port: inputs.port,
    Protocol: inputs.protocol as "HTTPS" | undefined,
    SslPolicy: inputs.sslPolicy,
    DefaultActions: inputs.defaultActions?.map(apiAction),
  };
}

async function certificates(certificateArn: string | undefined, aws: Aws) {
  if (!certificateArn) return undefined;
  return [{ CertificateArn: await certificateInPlaceOf(certificateArn, aws) }];
}

/** Those that AWS keeps when the first one is exchanged, and the emulator drops. */
async function furtherCertificates(ListenerArn: string, aws: Aws) {
  const { Certificates = [] } = await aws.elb.describeListenerCertificates({ ListenerArn });
  return Certificates.filter(({ IsDefault }) => !IsDefault).map(({ CertificateArn }) => ({
    CertificateArn,
  }));
}

const listener = resource<aws.lb.ListenerArgs, aws.lb.ListenerState>({
  async create(inputs, aws) {
    const made = await aws.elb.createListener({
      ...listenerSettings(inputs),
      Certificates: await certificates(inputs.certificateArn, aws),
      LoadBalancerArn: inputs.loadBalancerArn,
      DefaultActions: inputs.defaultActions.map(apiAction),
      Tags: tagList(inputs.tagsAll),
    });
    return required(made.Listeners?.[0]?.ListenerArn, "a listener ARN");
  },
  async read({ id }, aws) {
    const found = (await aws.elb.describeListeners({ ListenerArns: [id] })).Listeners?.[0];
    const certificateArn = found?.Certificates?.[0]?.CertificateArn;
    return (
      found && {
        arn: id,
        loadBalancerArn: found.LoadBalancerArn,
        port: found.Port,
        protocol: found.Protocol,
        sslPolicy: found.SslPolicy,
        certificateArn: certificateArn && (await certificateNamed(certificateArn, aws)),
        defaultActions: found.DefaultActions?.map(pulumiAction),
        tagsAll: await tagsOf(id, aws),
      }
    );
  },
  async update({ id, state }, news, aws) {
    const isAnother = state.certificateArn !== news.certificateArn;
    const further = isAnother ? await furtherCertificates(id, aws) : [];
    await aws.elb.modifyListener({
      ...changedSettings(listenerSettings(state), listenerSettings(news)),
      ...(isAnother ? { Certificates: await certificates(news.certificateArn, aws) } : {}),
      ListenerArn: id,
    });
    if (further.length > 0) {
      await aws.elb.addListenerCertificates({ ListenerArn: id, Certificates: further });
    }
    if (state.certificateArn && isAnother) await removeSubstitute(state.certificateArn, aws);
  },
  async delete({ id, state }, aws) {
    await aws.elb.deleteListener({ ListenerArn: id });
    if (state.certificateArn) await removeSubstitute(state.certificateArn, aws);
  },
  replaceOn: ["loadBalancerArn"],
  tagging: elbTagging,
});

/** Listeners of load balancers. */
export const elbListener: ResourceTable = {
  "aws:lb/listener:Listener": listener,
};
