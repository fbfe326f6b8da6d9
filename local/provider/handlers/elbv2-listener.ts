import type { Action } from "@aws-sdk/client-elastic-load-balancing-v2";
import type * as aws from "@pulumi/aws";
import { required, type Aws } from "../aws";
import { changedSettings } from "../changed-settings";
import { resource, type Inputs, type ResourceTable } from "../resource";
import { tagList } from "../tags";
import { certificateInPlaceOf, certificateNamed, removeStandIn } from "./certificate-stand-in";
import { attributeMap, elbTagging, tagsOf } from "./elbv2-common";

type ListenerInputs = Inputs<aws.lb.ListenerArgs>;
type ListenerAction = ListenerInputs["defaultActions"][number];

function apiAction(action: ListenerAction): Action {
  const { redirect, fixedResponse } = action;
  return {
    Type: action.type as "forward",
    TargetGroupArn: action.targetGroupArn,
    RedirectConfig: redirect && {
      Protocol: redirect.protocol,
      Host: redirect.host,
      Port: redirect.port,
      Path: redirect.path,
      Query: redirect.query,
      StatusCode: redirect.statusCode as "HTTP_301",
    },
    FixedResponseConfig: fixedResponse && {
      ContentType: fixedResponse.contentType,
      MessageBody: fixedResponse.messageBody,
      StatusCode: fixedResponse.statusCode,
    },
  };
}

function pulumiAction({ RedirectConfig: redirect, ...action }: Action): ListenerAction {
  const fixed = action.FixedResponseConfig;
  return {
    type: action.Type ?? "",
    targetGroupArn:
      action.TargetGroupArn ?? action.ForwardConfig?.TargetGroups?.[0]?.TargetGroupArn,
    redirect: redirect && {
      protocol: redirect.Protocol,
      host: redirect.Host,
      port: redirect.Port,
      path: redirect.Path,
      query: redirect.Query,
      statusCode: redirect.StatusCode ?? "",
    },
    fixedResponse: fixed && {
      contentType: fixed.ContentType ?? "",
      messageBody: fixed.MessageBody,
      statusCode: fixed.StatusCode,
    },
  };
}

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
    await aws.elb.modifyListener({
      ...changedSettings(listenerSettings(state), listenerSettings(news)),
      Certificates: await certificates(news.certificateArn, aws),
      ListenerArn: id,
    });
    if (state.certificateArn && state.certificateArn !== news.certificateArn) {
      await removeStandIn(state.certificateArn, aws);
    }
  },
  async delete({ id, state }, aws) {
    await aws.elb.deleteListener({ ListenerArn: id });
    if (state.certificateArn) await removeStandIn(state.certificateArn, aws);
  },
  replaceOn: ["loadBalancerArn"],
  tagging: elbTagging,
});

type TargetGroupInputs = Inputs<aws.lb.TargetGroupArgs>;

function healthCheck({ healthCheck: check }: TargetGroupInputs) {
  return {
    HealthCheckEnabled: check?.enabled,
    HealthCheckProtocol: check?.protocol as "HTTPS" | undefined,
    HealthCheckPort: check?.port,
    HealthCheckPath: check?.path,
    HealthCheckIntervalSeconds: check?.interval,
    HealthCheckTimeoutSeconds: check?.timeout,
    HealthyThresholdCount: check?.healthyThreshold,
    UnhealthyThresholdCount: check?.unhealthyThreshold,
    Matcher: check?.matcher === undefined ? undefined : { HttpCode: check.matcher },
  };
}

const deregistrationDelay = "deregistration_delay.timeout_seconds";

const targetGroup = resource<aws.lb.TargetGroupArgs, aws.lb.TargetGroupState>({
  async create(inputs, { elb }) {
    const made = await elb.createTargetGroup({
      ...healthCheck(inputs),
      Name: inputs.name,
      VpcId: inputs.vpcId,
      Port: inputs.port,
      Protocol: inputs.protocol as "HTTPS" | undefined,
      ProtocolVersion: inputs.protocolVersion,
      TargetType: inputs.targetType as "ip" | undefined,
      Tags: tagList(inputs.tagsAll),
    });
    return required(made.TargetGroups?.[0]?.TargetGroupArn, "a target group ARN");
  },
  async configure(TargetGroupArn, inputs, { elb }) {
    const Value = String(inputs.deregistrationDelay ?? 300);
    const Attributes = [{ Key: deregistrationDelay, Value }];
    await elb.modifyTargetGroupAttributes({ TargetGroupArn, Attributes });
  },
  async read({ id }, aws) {
    const { TargetGroups } = await aws.elb.describeTargetGroups({ TargetGroupArns: [id] });
    const found = TargetGroups?.[0];
    if (!found) return undefined;
    const { Attributes } = await aws.elb.describeTargetGroupAttributes({ TargetGroupArn: id });
    return {
      arn: id,
      arnSuffix: id.split(":").at(-1),
      name: found.TargetGroupName,
      vpcId: found.VpcId,
      port: found.Port,
      protocol: found.Protocol,
      protocolVersion: found.ProtocolVersion,
      targetType: found.TargetType,
      deregistrationDelay: Number(attributeMap(Attributes)[deregistrationDelay]),
      healthCheck: {
        enabled: found.HealthCheckEnabled,
        protocol: found.HealthCheckProtocol,
        port: found.HealthCheckPort,
        path: found.HealthCheckPath,
        interval: found.HealthCheckIntervalSeconds,
        timeout: found.HealthCheckTimeoutSeconds,
        healthyThreshold: found.HealthyThresholdCount,
        unhealthyThreshold: found.UnhealthyThresholdCount,
        matcher: found.Matcher?.HttpCode,
      },
      loadBalancerArns: found.LoadBalancerArns,
      tagsAll: await tagsOf(id, aws),
    };
  },
  update: ({ id }, news, { elb }) =>
    elb.modifyTargetGroup({ ...healthCheck(news), TargetGroupArn: id }),
  delete: ({ id }, { elb }) => elb.deleteTargetGroup({ TargetGroupArn: id }),
  replaceOn: ["name", "vpcId", "port", "protocol", "protocolVersion", "targetType"],
  autoName: { property: "name", maxLength: 32 },
  tagging: elbTagging,
});

/** What load balancers listen to, and where they forward it. */
export const elbListener: ResourceTable = {
  "aws:lb/listener:Listener": listener,
  "aws:lb/targetGroup:TargetGroup": targetGroup,
};
