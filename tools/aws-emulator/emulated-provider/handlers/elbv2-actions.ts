import type { Action } from "@aws-sdk/client-elastic-load-balancing-v2";
import type * as aws from "@pulumi/aws";
import type { Inputs } from "../resource";

/** Action of a listener or one of its rules on a request. */
type RequestAction = Inputs<aws.lb.ListenerArgs>["defaultActions"][number];

/** An action as ELB takes it. */
export function apiAction(action: RequestAction): Action {
  const { redirect, fixedResponse, forward } = action;
  return {
    Type: action.type as "forward",
    TargetGroupArn: action.targetGroupArn,
    ForwardConfig: forward && {
      TargetGroups: forward.targetGroups.map(({ arn, weight }) => ({
        TargetGroupArn: arn,
        Weight: weight,
      })),
      TargetGroupStickinessConfig: forward.stickiness && {
        Enabled: forward.stickiness.enabled,
        DurationSeconds: forward.stickiness.duration,
      },
    },
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

/** The targets that an action forwards to, in both forms that a program may use. */
function pulumiForward({ TargetGroupArn, ForwardConfig }: Action): Partial<RequestAction> {
  const stickiness = ForwardConfig?.TargetGroupStickinessConfig;
  const only = TargetGroupArn === undefined ? [] : [{ TargetGroupArn, Weight: 1 }];
  const groups = ForwardConfig?.TargetGroups ?? only;
  if (groups.length === 0) return {};
  return {
    targetGroupArn: groups.length === 1 ? groups[0]?.TargetGroupArn : "several",
    forward: {
      targetGroups: groups.map((group) => ({
        arn: group.TargetGroupArn ?? "",
        weight: group.Weight,
      })),
      stickiness: {
        enabled: stickiness?.Enabled ?? false,
        duration: stickiness?.DurationSeconds ?? 0,
      },
    },
  };
}

/** An action of ELB as a program states it. */
export function pulumiAction({ RedirectConfig: redirect, ...action }: Action): RequestAction {
  const fixed = action.FixedResponseConfig;
  return {
    type: action.Type ?? "",
    ...pulumiForward(action),
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
