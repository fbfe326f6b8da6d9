import { number, text } from "../../lib/props";
import { advice, defineRule } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { independently, isGiven } from "../../lib/unknowns";

const transits = ["transitGatewayId", "transitGatewayAttachmentId"];

export const vpcFlowLog = defineRule({
  name: "vpc-flow-log",
  title: "Every VPC has a flow log",
  description: "A VPC must have a flow log of all its traffic.",
  severity: "high",
  level: "mandatory",
  controls: { fsbp: ["EC2.6"], prowler: ["vpc_flow_logs_enabled"], checkov: ["CKV2_AWS_11"] },
  remediation: "Add an aws.ec2.FlowLog for the VPC with trafficType ALL.",
  types: [...types.vpc, ...types.flowLog],
  resource: ({ type, props }) =>
    independently(
      function* () {
        // A transit gateway's flow log has no types of traffic.
        const isTransit = transits.some((key) => isGiven(props, key));
        const isTyped = types.flowLog.includes(type) && !isTransit;
        if (isTyped && text(props, "trafficType") !== "ALL") {
          yield "the flow log does not record all traffic (trafficType ALL)";
        }
      },
      function* () {
        if (types.flowLog.includes(type) && number(props, "maxAggregationInterval") !== 60) {
          yield advice("the flow log aggregates over ten minutes; 60 seconds show more");
        }
      },
    ),
  *companions(node, graph) {
    const isVpc = types.vpc.includes(node.type);
    if (isVpc && graph.companions(node, "vpcId", types.flowLog).length === 0) {
      yield "the VPC has no flow log";
    }
  },
});
