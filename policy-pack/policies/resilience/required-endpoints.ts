import { type Graph, type Node } from "../../lib/graph";
import { words } from "../../lib/options";
import { like } from "../../lib/option-forms";
import { flag, text } from "../../lib/props";
import { defineRule } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { NotEvaluated, isUnknown } from "../../lib/unknowns";

export const requiredEndpoints = defineRule({
  name: "required-endpoints",
  title: "AWS services are reached without the internet",
  description:
    "A VPC with replication must have endpoints for the AWS services that DMS and rotations call.",
  severity: "medium",
  level: "mandatory",
  remediation: "Add aws.ec2.VpcEndpoint resources with privateDnsEnabled.",
  url: "https://docs.aws.amazon.com/dms/latest/userguide/CHAP_VPC_Endpoints.html",
  options: {
    services: words(
      "Services, by the last part of their names.",
      ["secretsmanager", "logs", "kms", "s3"],
      like("the last part of a service name", /^[a-z0-9.-]+$/),
      { minItems: 1 },
    ),
  },
  types: types.vpcEndpoint,
  *companions(endpoint, graph) {
    const { props } = endpoint;
    const isInterface = text(props, "vpcEndpointType") === "Interface";
    const name = isUnknown(props, "serviceName") ? "" : (text(props, "serviceName") ?? "");
    // The names of somebody's own service are for the one who offers it to give, and those of S3
    // and DynamoDB lead to a gateway endpoint.
    const isNamedElsewhere = /\.vpce-svc-|\.(s3|dynamodb)$/.test(name);
    const hasNames = flag(props, "privateDnsEnabled") === true || hasZone(endpoint, graph);
    if (isInterface && !isNamedElsewhere && !hasNames) {
      yield "privateDnsEnabled is not true, so clients still call the public address";
    }
  },
  *stack(graph, { services }) {
    const replicates = graph.all([...types.dmsInstance, ...types.dmsServerless]).length > 0;
    if (!replicates) {
      return;
    }
    const endpoints = graph.all(types.vpcEndpoint);
    // The endpoints of a VPC that is not part of the stack are those that the stack creates in it.
    const [place] = [...graph.all(types.vpc), ...endpoints];
    if (!place) {
      throw new NotEvaluated("neither the VPC nor its endpoints are part of this stack");
    }
    const names = endpoints.map(({ props }) => text(props, "serviceName") ?? "");
    for (const service of services) {
      if (!names.some((name) => serves(name, service))) {
        yield { message: `the VPC has no endpoint for ${service}`, resource: place };
      }
    }
  },
});

/** Whether a hosted zone of the stack answers for the endpoint, as a hub's does for other networks. */
function hasZone(endpoint: Node, graph: Graph): boolean {
  const isAnswered = ["aliases", "records"].some(
    (property) => graph.companions(endpoint, property, types.dnsRecord).length > 0,
  );
  const [service = ""] = (text(endpoint.props, "serviceName") ?? "").split(".").slice(3);
  const zones = graph.all(types.dnsZone).map(({ props }) => text(props, "name") ?? "");
  return (
    isAnswered ||
    (service !== "" &&
      zones.some((zone) => /\.amazonaws\.com/.test(zone) && zone.startsWith(`${service}.`)))
  );
}

/** Whether the endpoint is to the service, such as `ecr.api`, or to its twin with FIPS modules. */
function serves(serviceName: string, service: string): boolean {
  return [service, `${service}-fips`].some((end) => serviceName.endsWith(`.${end}`));
}
