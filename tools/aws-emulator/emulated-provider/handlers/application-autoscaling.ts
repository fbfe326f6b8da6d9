import type {
  MetricType,
  ScalableDimension,
  ServiceNamespace,
} from "@aws-sdk/client-application-auto-scaling";
import type * as aws from "@pulumi/aws";
import { required, type Aws } from "../aws";
import { resource, type Inputs, type ResourceTable } from "../resource";

interface Scaled {
  readonly serviceNamespace?: string | undefined;
  readonly resourceId?: string | undefined;
  readonly scalableDimension?: string | undefined;
}

/** The scalable target, as every call of the API identifies it. */
function scaled({ serviceNamespace, resourceId, scalableDimension }: Scaled) {
  return {
    ServiceNamespace: required(serviceNamespace, "a service namespace") as ServiceNamespace,
    ResourceId: required(resourceId, "a resource id"),
    ScalableDimension: required(scalableDimension, "a scalable dimension") as ScalableDimension,
  };
}

async function findTarget(target: Scaled, { autoscaling }: Aws) {
  const { ResourceId, ...of } = scaled(target);
  const request = { ...of, ResourceIds: [ResourceId] };
  return (await autoscaling.describeScalableTargets(request)).ScalableTargets?.[0];
}

async function registerTarget(inputs: Inputs<aws.appautoscaling.TargetArgs>, { autoscaling }: Aws) {
  await autoscaling.registerScalableTarget({
    ...scaled(inputs),
    MinCapacity: inputs.minCapacity,
    MaxCapacity: inputs.maxCapacity,
    RoleARN: inputs.roleArn,
  });
}

const target = resource<aws.appautoscaling.TargetArgs, aws.appautoscaling.TargetState>({
  async create(inputs, connection) {
    await registerTarget(inputs, connection);
    return required(inputs.resourceId, "a resource id");
  },
  async read({ state }, connection) {
    const found = await findTarget(state, connection);
    return (
      found && {
        arn: found.ScalableTargetARN,
        resourceId: found.ResourceId,
        serviceNamespace: found.ServiceNamespace,
        scalableDimension: found.ScalableDimension,
        minCapacity: found.MinCapacity,
        maxCapacity: found.MaxCapacity,
        roleArn: found.RoleARN,
      }
    );
  },
  update: (_, news, connection) => registerTarget(news, connection),
  async delete({ state }, connection) {
    if (!(await findTarget(state, connection))) return;
    await connection.autoscaling.deregisterScalableTarget(scaled(state));
  },
  replaceOn: ["resourceId", "serviceNamespace", "scalableDimension"],
});

type PolicyInputs = Inputs<aws.appautoscaling.PolicyArgs>;

async function findPolicy(policy: Scaled & { name?: string | undefined }, { autoscaling }: Aws) {
  const { ScalingPolicies = [] } = await autoscaling.describeScalingPolicies(scaled(policy));
  return ScalingPolicies.find(({ PolicyName }) => PolicyName === policy.name);
}

async function putPolicy(inputs: PolicyInputs, { autoscaling }: Aws) {
  const tracking = inputs.targetTrackingScalingPolicyConfiguration;
  const metric = tracking?.predefinedMetricSpecification;
  await autoscaling.putScalingPolicy({
    ...scaled(inputs),
    PolicyName: inputs.name,
    PolicyType: inputs.policyType as "TargetTrackingScaling" | undefined,
    TargetTrackingScalingPolicyConfiguration: tracking && {
      TargetValue: tracking.targetValue,
      ScaleInCooldown: tracking.scaleInCooldown,
      ScaleOutCooldown: tracking.scaleOutCooldown,
      PredefinedMetricSpecification: metric && {
        PredefinedMetricType: metric.predefinedMetricType as MetricType,
      },
    },
  });
}

/** The id is the policy's name, as in the AWS provider. */
const policy = resource<aws.appautoscaling.PolicyArgs, aws.appautoscaling.PolicyState>({
  async create(inputs, connection) {
    await putPolicy(inputs, connection);
    return required(inputs.name, "a name");
  },
  async read({ state }, connection) {
    const found = await findPolicy(state, connection);
    const tracking = found?.TargetTrackingScalingPolicyConfiguration;
    return (
      found && {
        arn: found.PolicyARN,
        name: found.PolicyName,
        resourceId: found.ResourceId,
        serviceNamespace: found.ServiceNamespace,
        scalableDimension: found.ScalableDimension,
        policyType: found.PolicyType,
        targetTrackingScalingPolicyConfiguration: tracking && {
          targetValue: tracking.TargetValue ?? 0,
          scaleInCooldown: tracking.ScaleInCooldown,
          scaleOutCooldown: tracking.ScaleOutCooldown,
          predefinedMetricSpecification: {
            predefinedMetricType:
              tracking.PredefinedMetricSpecification?.PredefinedMetricType ?? "",
          },
        },
      }
    );
  },
  update: (_, news, connection) => putPolicy(news, connection),
  async delete({ state }, connection) {
    if (!(await findPolicy(state, connection))) return;
    await connection.autoscaling.deleteScalingPolicy({ ...scaled(state), PolicyName: state.name });
  },
  replaceOn: ["name", "resourceId", "serviceNamespace", "scalableDimension", "policyType"],
  autoName: { property: "name", maxLength: 255 },
});

/** Targets and policies of Application Auto Scaling. */
export const applicationAutoscaling: ResourceTable = {
  "aws:appautoscaling/target:Target": target,
  "aws:appautoscaling/policy:Policy": policy,
};
