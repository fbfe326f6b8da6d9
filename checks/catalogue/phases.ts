import type * as aws from "@pulumi/aws";
import { isPhase, type Phase, phaseFacts, progressOf } from "../../lib/phases";
import { listenersOf, ruleOf } from "../live/elbv2";
import { checksOf, properties } from "../check";
import { differences, matching, oneOf, unless } from "../expectations";

const check = checksOf("Phases");

const listenerRule = properties<aws.lb.ListenerRuleArgs>(
  "aws:lb/listenerRule:ListenerRule",
  "listenerArn",
  "priority",
  "conditions",
  "actions",
);

export const phaseChecks = [
  check({
    name: "have every migration where the stack is, or further",
    outputs: ["phase", "migrationPhases"],
    verifies: [],
    run: ({ outputs }) => {
      const stack = phaseOf(outputs.phase);
      return Promise.resolve(
        Object.entries(outputs.migrationPhases).flatMap(([migration, phase]) =>
          unless(
            progressOf(phaseOf(phase)) >= progressOf(stack),
            `migration ${migration}: is in the phase ${phase}, expected ${stack} or a later one`,
          ),
        ),
      );
    },
  }),
  check({
    name: "set Aurora's parameters, the data centre's target group and the maintenance rule",
    outputs: ["phase", "auroraParameterPreset"],
    optionalOutputs: ["onPremisesTargetGroupArn", "maintenanceRuleArn", "httpsListenerArn"],
    verifies: [],
    run: ({ outputs }) => {
      const facts = phaseFacts[phaseOf(outputs.phase)];
      const { onPremisesTargetGroupArn, maintenanceRuleArn, httpsListenerArn } = outputs;
      const hasGroup = onPremisesTargetGroupArn !== undefined;
      return Promise.resolve(
        differences(
          `phase ${outputs.phase}`,
          {
            auroraParameterPreset: outputs.auroraParameterPreset,
            hasGroup,
            hasRule: maintenanceRuleArn !== undefined,
            hasListener: httpsListenerArn !== undefined,
          },
          {
            auroraParameterPreset: facts.parameterPreset,
            hasGroup: facts.onPremisesPercent === "none" ? false : hasGroup,
            hasRule: facts.maintenanceRule,
            hasListener: facts.maintenanceRule,
          },
        ),
      );
    },
  }),
  check({
    name: "have a rule that can answer every request with 503, and answers none until operations switch it",
    outputs: ["phase", "loadBalancerArn", "httpsListenerArn", "maintenanceRuleArn"],
    verifies: listenerRule,
    run: async ({ outputs, aws }) => {
      const { loadBalancerArn, httpsListenerArn, maintenanceRuleArn } = outputs;
      const listeners = await listenersOf(aws, loadBalancerArn);
      const rule = await ruleOf(aws, httpsListenerArn, maintenanceRuleArn);
      const { trafficSwitched } = phaseFacts[phaseOf(outputs.phase)];
      const nobody = "host-header: maintenance.invalid";
      return [
        ...differences(
          "httpsListenerArn",
          { port: listeners.find((it) => it.ListenerArn === httpsListenerArn)?.Port },
          { port: 443 },
        ),
        ...differences(
          `listener rule ${maintenanceRuleArn}`,
          {
            priority: rule.Priority,
            answers: rule.Actions.map(({ FixedResponseConfig }) => FixedResponseConfig?.StatusCode),
            conditions: rule.Conditions.join(", "),
          },
          {
            priority: "1",
            answers: ["503"],
            conditions: trafficSwitched ? oneOf([nobody, "path-pattern: *"]) : nobody,
          },
        ),
      ];
    },
  }),
  check({
    name: "state how long Aurora is to keep its binary log for the way back",
    outputs: ["auroraBinlogRetentionHours", "dmsReverseSourceEndpointArn"],
    verifies: [],
    run: ({ outputs }) =>
      Promise.resolve(
        differences("outputs", outputs, { auroraBinlogRetentionHours: matching(/^[1-9]\d*$/) }),
      ),
  }),
];

/** @throws Error when the output names an unknown phase. */
function phaseOf(text: string): Phase {
  if (isPhase(text)) return text;
  throw new Error(
    `The phase ${text} is unknown; the phases are ${Object.keys(phaseFacts).join(", ")}`,
  );
}
