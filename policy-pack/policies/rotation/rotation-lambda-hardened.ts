import { type Graph, type Node } from "../../lib/graph";
import { words } from "../../lib/options";
import { like } from "../../lib/option-forms";
import { count, keys, number, record, text } from "../../lib/props";
import { defineRule, type Verdict } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { independently, isGiven } from "../../lib/unknowns";

/** Names of environment variables that hold a secret, not the place of one. */
const secretName = /(password|passwd|secret_?key|access_?key|token|api_?key)$/i;

export const rotationLambdaHardened = defineRule({
  name: "rotation-lambda-hardened",
  title: "Rotation functions are hardened",
  description:
    "A rotation function must run in the VPC's zones on a supported runtime, keep its failures, have a concurrency of its own, and no secrets in its environment.",
  severity: "high",
  level: "mandatory",
  controls: {
    fsbp: ["Lambda.2", "Lambda.3", "Lambda.5"],
    prowler: ["awslambda_function_inside_vpc", "awslambda_function_vpc_multi_az"],
    checkov: ["CKV_AWS_115", "CKV_AWS_116", "CKV_AWS_117", "CKV_AWS_45"],
  },
  remediation:
    "Set vpcConfig with two subnets, deadLetterConfig, reservedConcurrentExecutions and a runtime of `runtimes`.",
  options: {
    runtimes: words(
      "Supported runtimes, as of November 2026.",
      ["nodejs22.x", "nodejs24.x", "python3.11", "python3.12", "python3.13", "python3.14"],
      like(
        "a runtime such as python3.14",
        /^(dotnet|java|nodejs|provided\.al|python|ruby)[\d.]+(x|al2|\.al2023)?$/,
      ),
      { minItems: 1 },
    ),
  },
  types: [...types.function, ...types.rotationApplication],
  *companions(node, graph, { runtimes }) {
    if (graph.companions(node, "rotationLambdaArn", types.secretRotation).length === 0) {
      return;
    }
    if (types.rotationApplication.includes(node.type)) {
      yield* application(node);
    } else {
      yield* independently(
        () => placement(node),
        () => failures(node, graph),
        () => environment(node),
        () => runtime(node, runtimes),
      );
    }
  },
});

/** A function published by AWS, of which the stack says only where it runs. */
function* application({ props }: Node): Generator<Verdict> {
  const parameters = record(props, "parameters");
  for (const name of ["vpcSubnetIds", "vpcSecurityGroupIds"]) {
    if (!isGiven(parameters, name)) {
      yield `the published function gets no ${name}, so that it runs outside of the VPC`;
    }
  }
}

function* placement({ props }: Node): Generator<Verdict> {
  const vpc = record(props, "vpcConfig");
  if (!isGiven(vpc, "subnetIds") || count(vpc, "subnetIds") < 2) {
    yield "the function does not run in two subnets of the VPC";
  }
}

function* failures(node: Node, graph: Graph): Generator<Verdict> {
  const destinations = graph.companions(node, "functionName", types.functionFailure);
  const hasDestination = destinations.some((destination) =>
    isGiven(record(destination.props, "destinationConfig"), "onFailure"),
  );
  if (!isGiven(record(node.props, "deadLetterConfig"), "targetArn") && !hasDestination) {
    yield "the function keeps no failed rotations (no dead letter queue or failure destination)";
  }
  if (!((number(node.props, "reservedConcurrentExecutions") ?? 0) > 0)) {
    yield "the function has no concurrency of its own";
  }
}

function* environment({ props }: Node): Generator<Verdict> {
  for (const name of keys(record(props, "environment"), "variables")) {
    if (secretName.test(name)) {
      yield "an environment variable is named as if it held a secret";
    }
  }
}

function* runtime({ props }: Node, supported: readonly string[]): Generator<Verdict> {
  const name = text(props, "runtime");
  if (name !== undefined && !supported.includes(name)) {
    yield `the runtime is not one of ${supported.join(", ")}`;
  }
}
