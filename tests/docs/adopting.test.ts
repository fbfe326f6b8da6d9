import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import type { Plan } from "@landing-zone/plan/plan";
import { planOf, projectDirectory } from "../support/engine";
import { withPatchedProgram } from "../support/patched-program";

const text = readFileSync(join(projectDirectory, "docs/adopting.md"), "utf8");

/** The content of a document's block, without the indentation of its list. */
const block = (language: string): string =>
  new RegExp(`^ +\`\`\`${language}\\n([^]*?)^ +\`\`\`$`, "m")
    .exec(text)![1]!
    .replace(/^ {3}/gm, "");

interface Imported {
  readonly name: string;
  readonly type: string;
  readonly logicalName?: string;
  readonly component?: boolean;
  readonly id?: string;
  readonly parent?: string;
  readonly provider?: string;
}

const file = JSON.parse(block("json")) as {
  readonly nameTable: Readonly<Record<string, string>>;
  readonly resources: readonly Imported[];
};

const logicalName = ({ name, logicalName: given = name }: Imported) => given;

describe("The import of an existing DMS set-up", function () {
  this.timeout(60_000);
  let plan: Plan;

  before(async () => {
    plan = await planOf();
  });

  /** The resource that the program makes where the file imports one. */
  function planned(item: Imported) {
    const named = plan.resources.filter(
      ({ type, name }) => type === item.type && name === logicalName(item),
    );
    expect(named, `${item.type} ${logicalName(item)}`).to.have.length(1);
    return named[0]!;
  }

  it("has the types, names and parents of the program", () => {
    const byName = new Map(file.resources.map((item) => [item.name, item]));
    for (const item of file.resources) {
      const parent = byName.get(item.parent ?? "");
      const found = planned(item);
      const expected = parent
        ? planned(parent).urn
        : /::pulumi:pulumi:Stack::/.exec(found.parent!)?.input;
      expect(found.parent, item.name).to.equal(expected);
      expect(found.custom, item.name).to.equal(item.component !== true);
    }
  });

  it("has everything of the program that a set-up of DMS consists of", () => {
    const kinds = ["ReplicationInstance", "ReplicationSubnetGroup", "Endpoint", "ReplicationTask"];
    const ours = plan.resources.filter(
      ({ type }) => type.startsWith("aws:dms/") && kinds.includes(type.split(":").at(-1)!),
    );
    const imported = file.resources.filter(({ component }) => component !== true);
    expect(imported.map((item) => planned(item).urn)).to.have.members(ours.map(({ urn }) => urn));
  });

  it("belongs to the program's provider", () => {
    expect(plan.providers.map(({ urn }) => urn)).to.include(file.nameTable["aws"]);
    for (const { component, provider } of file.resources) {
      expect(provider).to.equal(component === true ? undefined : "aws");
    }
  });

  it("keeps the identifiers with the transform, and the alarms on what has them", async () => {
    const kept = await withPatchedProgram(patches, (cwd) => {
      writeFileSync(join(cwd, "adopted.ts"), block("ts"));
      return planOf({ cwd });
    });
    const identifiers = kept.resources
      .filter(({ type }) => file.resources.some((item) => item.type === type && item.id))
      .map(
        ({ type, name, inputs }) =>
          `${type} ${name} ${JSON.stringify(inputs[identifierOf[type]!])}`,
      );
    expect(identifiers).to.have.members(
      file.resources
        .filter(({ id }) => id !== undefined)
        .map((item) => `${item.type} ${logicalName(item)} ${JSON.stringify(item.id)}`),
    );
    const task = kept.resources.find(({ type }) => type.endsWith(":ReplicationTask"))!;
    const watched = kept.resources
      .map(({ inputs }) => inputs["dimensions"] as Record<string, string> | undefined)
      .flatMap((dimensions) => dimensions?.["ReplicationTaskIdentifier"] ?? []);
    expect(new Set(watched)).to.deep.equal(new Set([task.inputs["resourceIdentifier"]]));
    expect(task.inputs["resourceIdentifier"]).to.not.equal("orders-dev");
    const others = (ofPlan: Plan) =>
      ofPlan.resources.filter(({ type }) => !/^aws:(?:dms|cloudwatch)\//.test(type));
    expect(others(kept)).to.deep.equal(others(plan));
  });
});

/** The document's changes to the program. */
const patches = [
  { file: "index.ts", find: /^/, replace: 'import { adopted } from "./adopted";\n' },
  {
    file: "index.ts",
    find: /options,\n\);\n\nconst observability/,
    replace: "{ ...options, transforms: [adopted] },\n);\n\nconst observability",
  },
  {
    file: "index.ts",
    find: "    dms,\n    database,",
    replace:
      '    dms: { ...dms, taskIdentifiers: { orders: "ABCDEFGHIJKLMNOPQRSTUVWXYZ" } },\n    database,',
  },
];

const identifierOf: Readonly<Record<string, string>> = {
  "aws:dms/replicationInstance:ReplicationInstance": "replicationInstanceId",
  "aws:dms/replicationSubnetGroup:ReplicationSubnetGroup": "replicationSubnetGroupId",
  "aws:dms/endpoint:Endpoint": "endpointId",
  "aws:dms/replicationTask:ReplicationTask": "replicationTaskId",
};
