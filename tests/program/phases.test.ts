import { expect } from "chai";
import { handlerOf } from "@landing-zone/aws-emulator/emulated-provider/handlers/index";
import { loadConfiguration } from "@landing-zone/engine/project/configuration";
import { readProject } from "@landing-zone/engine/project/project";
import { type Plan, type PlannedResource } from "@landing-zone/plan/plan";
import { type Phase, phaseFacts, phases } from "../../lib/phases";
import { PackProcess } from "../policy/support/pack-process";
import { fromJson } from "../policy/support/plan";
import { planOf, projectDirectory } from "../support/engine";
import { type Changes, expectedChanges, type MovedStack, movedStacks } from "./phases/expected";

const project = readProject(projectDirectory);

/** What names a resource in the lists: its type without package and module, and its name. */
const label = ({ type, name }: PlannedResource) => `${type.split(":").at(-1)} ${name}`;

/** Names of the values that two maps do not share. */
function differing(one: object, other: object): string[] {
  const [before, after] = [one, other].map((map) => new Map(Object.entries(map)));
  return [...new Set([...before!.keys(), ...after!.keys()])].filter(
    (key) => JSON.stringify(before!.get(key)) !== JSON.stringify(after!.get(key)),
  );
}

/** What changes from one plan to another, components left out. */
function changesBetween(one: Plan, other: Plan): Changes & { readonly types: Map<string, string> } {
  const [before, after] = [one, other].map(
    ({ resources }) => new Map(resources.filter((it) => it.custom).map((it) => [it.urn, it])),
  );
  const kept = [...after!.values()].filter(({ urn }) => before!.has(urn));
  const changed = kept.flatMap((resource): [string, readonly string[]][] => {
    const earlier = before!.get(resource.urn)!;
    const properties = [
      ...differing(earlier.inputs, resource.inputs),
      ...differing(earlier.options, resource.options).map((option) => `(${option})`),
    ];
    return properties.length === 0 ? [] : [[label(resource), properties.sort()]];
  });
  return {
    made: [...after!.values()].filter(({ urn }) => !before!.has(urn)).map(label),
    gone: [...before!.values()].filter(({ urn }) => !after!.has(urn)).map(label),
    changed: Object.fromEntries(changed),
    types: new Map(kept.map((resource) => [label(resource), resource.type])),
  };
}

/** The pairs of phases of which one may follow the other, each in the direction in which it is listed. */
const pairs = phases.flatMap((from) =>
  phaseFacts[from].next
    .filter(
      (to) => !phaseFacts[to].next.includes(from) || phases.indexOf(from) < phases.indexOf(to),
    )
    .map((to) => ({ from, to })),
);

for (const [stack, facts] of Object.entries(movedStacks)) {
  describe(`The phases of the ${stack} stack`, () => {
    const plans = new Map<Phase, Plan>();
    let pack: PackProcess;
    before(async function () {
      this.timeout(600_000);
      pack = await PackProcess.start();
      await pack.configure({});
      for (const phase of phases) {
        plans.set(
          phase,
          await planOf({ stack, config: { phase, ...configurationIn(phase, stack, facts) } }),
        );
      }
    });
    after(() => {
      pack.stop();
    });

    for (const phase of phases) {
      it(`violate no mandatory policy: ${phase}`, async function () {
        this.timeout(120_000);
        const violations = await pack.mandatoryViolations(fromJson(plans.get(phase)!));
        expect(violations).to.deep.equal([]);
      });
    }

    for (const { from, to } of pairs) {
      it(`make, change and delete exactly what the design lists: ${from} → ${to}`, () => {
        const { made, gone, changed } = changesBetween(plans.get(from)!, plans.get(to)!);
        const expected = expectedChanges(facts, from, to);
        expect(made).to.have.members([...expected.made]);
        expect(gone).to.have.members([...expected.gone]);
        expect(changed).to.deep.equal(expected.changed);
      });

      it(`replace nothing: ${from} → ${to}`, () => {
        const { changed, types } = changesBetween(plans.get(from)!, plans.get(to)!);
        for (const [name, properties] of Object.entries(changed)) {
          const type = types.get(name)!;
          const { replaceOn } = handlerOf(type).resource;
          const replacing = replaceOn === "all" ? (identities[type] ?? properties) : replaceOn;
          expect(
            properties.filter((it) => replacing.includes(it)),
            name,
          ).to.deep.equal([]);
        }
      });
    }

    it("change the same things back, where a phase may be left again", () => {
      for (const from of phases) {
        for (const to of phaseFacts[from].next.filter((it) => phaseFacts[it].next.includes(from))) {
          const [there, back] = [
            changesBetween(plans.get(from)!, plans.get(to)!),
            changesBetween(plans.get(to)!, plans.get(from)!),
          ];
          expect(there.made).to.have.members([...back.gone]);
          expect(there.gone).to.have.members([...back.made]);
          expect(there.changed).to.deep.equal(back.changed);
        }
      }
    });
  });
}

/** What replaces resources in AWS that the emulator cannot change at all. */
const identities: Readonly<Record<string, readonly string[]>> = {
  "aws:dms/endpoint:Endpoint": ["endpointId", "kmsKeyArn"],
  "aws:dms/replicationTask:ReplicationTask": [
    "replicationInstanceArn",
    "replicationTaskId",
    "resourceIdentifier",
    "sourceEndpointArn",
    "targetEndpointArn",
  ],
};

/** What a stack that shares out its traffic leaves to the phase. */
function configurationIn(
  phase: Phase,
  stack: string,
  { onPremises }: MovedStack,
): Record<string, unknown> {
  if (onPremises === undefined || phase === "replicate") return {};
  if (phase !== "closed") return { "edge.onPremises": onPremises };
  const { values } = loadConfiguration(project, stack, { config: [], secrets: [] });
  const edge = JSON.parse(values[`${project.name}:edge`]!) as Record<string, unknown>;
  return { edge: { ...edge, onPremises: undefined } };
}
