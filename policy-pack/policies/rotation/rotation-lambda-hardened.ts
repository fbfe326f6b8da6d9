import { isListed, isNewer } from "../../lib/dated-lists";
import { type Graph, type Node } from "../../lib/graph";
import { words } from "../../lib/options";
import { like } from "../../lib/option-forms";
import { count, number, record, text } from "../../lib/props";
import { advice, defineRule, type Verdict } from "../../lib/rule";
import { holdsSecret } from "../../lib/secret-variables";
import { types } from "../../lib/tokens";
import { independently, isGiven } from "../../lib/unknowns";

export const rotationLambdaHardened = defineRule({
  name: "rotation-lambda-hardened",
  title: "Rotation functions are hardened",
  description:
    "A function must have a supported runtime, no secrets in its environment and, in a VPC, two subnets. A function that rotates secrets must run in the VPC, keep its failures and reserve concurrency.",
  severity: "high",
  level: "mandatory",
  controls: {
    fsbp: ["Lambda.2", "Lambda.3", "Lambda.5"],
    prowler: ["awslambda_function_inside_vpc", "awslambda_function_vpc_multi_az"],
    checkov: ["CKV_AWS_115", "CKV_AWS_116", "CKV_AWS_117", "CKV_AWS_45"],
  },
  remediation:
    "Set vpcConfig with two subnets, deadLetterConfig, reservedConcurrentExecutions and one of `runtimes`.",
  options: {
    runtimes: words(
      "Supported runtimes, as of November 2026.",
      [
        "dotnet8",
        "dotnet10",
        "java17",
        "java21",
        "java25",
        "nodejs22.x",
        "nodejs24.x",
        "python3.11",
        "python3.12",
        "python3.13",
        "python3.14",
        "provided.al2023",
        "ruby3.3",
        "ruby3.4",
      ],
      like(
        "a runtime such as python3.14",
        /^(dotnet|java|nodejs|provided\.al|python|ruby)[\d.]+(x|al2|\.al2023)?$/,
      ),
      { minItems: 1 },
    ),
  },
  scope: "functions that rotate a secret",
  types: [...types.function, ...types.rotationApplication],
  *companions(node, graph, { runtimes }) {
    const rotates = graph.companions(node, "rotationLambdaArn", types.secretRotation).length > 0;
    if (types.rotationApplication.includes(node.type)) {
      yield* rotates ? application(node) : [];
    } else if (!rotates) {
      yield* independently(
        () => zones(node),
        () => environment(node),
        () => runtime(node, runtimes),
      );
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

/** A function published by AWS, of which the stack only determines where it runs. */
function* application({ props }: Node): Generator<Verdict> {
  const parameters = record(props, "parameters");
  for (const name of ["vpcSubnetIds", "vpcSecurityGroupIds"]) {
    if (!isGiven(parameters, name)) {
      yield `the published function gets no ${name}, so it runs outside the VPC`;
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
    yield "the function reserves no concurrency";
  }
}

/** A function in a VPC must be in two of its zones. */
function* zones({ props }: Node): Generator<Verdict> {
  const vpc = record(props, "vpcConfig");
  if (isGiven(vpc, "subnetIds") && count(vpc, "subnetIds") === 1) {
    yield "the function runs in one subnet only";
  }
}

function* environment({ props }: Node): Generator<Verdict> {
  const variables = record(record(props, "environment"), "variables");
  if (Object.keys(variables).some((name) => holdsSecret(variables, name))) {
    yield "an environment variable holds a secret, by its name or its form";
  }
}

function* runtime({ props }: Node, supported: readonly string[]): Generator<Verdict> {
  const name = text(props, "runtime");
  if (name === undefined || isListed(name, supported)) {
    return;
  }
  yield isNewer(name, supported)
    ? advice("the runtime is newer than the list of supported runtimes")
    : `the runtime is not one of ${supported.join(", ")}`;
}
