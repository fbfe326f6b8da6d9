import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { gunzipSync } from "node:zlib";
import { expect } from "chai";
import { pythonEnvironment } from "@landing-zone/aws-emulator/server/environment";
import { customerGatewayInspections } from "@landing-zone/doctor/customer-gateways";
import { nameInspections } from "@landing-zone/doctor/names";
import { networkInspections } from "@landing-zone/doctor/network";
import { offerInspections } from "@landing-zone/doctor/offers";
import { quotaInspections } from "@landing-zone/doctor/quotas";
import { serviceRoleInspections } from "@landing-zone/doctor/service-roles";
import { AwsCli } from "../../checks/aws-cli";
import { configured, parse, spacious } from "../unit/config/example";

interface Shape {
  readonly type: string;
  readonly enum?: readonly string[];
  readonly members?: Readonly<Record<string, { readonly shape: string }>>;
  readonly member?: { readonly shape: string };
}

interface Model {
  readonly operations: Readonly<Record<string, { readonly output?: { readonly shape: string } }>>;
  readonly shapes: Readonly<Record<string, Shape>>;
}

const scalars: Readonly<Record<string, unknown>> = {
  ...{ boolean: true, integer: 1, long: 1, float: 1.5, double: 1.5 },
  ...{ string: "text", timestamp: "2026-01-31T12:00:00+00:00", blob: "dGV4dA==" },
};

/** An answer of the AWS CLI of a given shape: with every member, and so many items in each list. */
function valueOf(model: Model, name: string, items: number, within: readonly string[]): unknown {
  const { type, members = {}, member, enum: words } = model.shapes[name]!;
  if (within.filter((outer) => outer === name).length > 1) return undefined;
  const inner = (shape: string) => valueOf(model, shape, items, [...within, name]);
  if (type === "structure") {
    return Object.fromEntries(
      Object.entries(members).map(([key, { shape }]) => [
        key,
        key === "CidrBlock" ? "10.99.0.0/16" : inner(shape),
      ]),
    );
  }
  if (type === "list") return Array.from({ length: items }, () => inner(member!.shape));
  return type === "map" ? {} : (words?.[0] ?? scalars[type]);
}

/** The AWS CLI, answering every command within the service's model. */
class ModelledCli extends AwsCli {
  constructor(
    private readonly models: string,
    private readonly items: number,
  ) {
    super({ region: "us-east-1" });
  }

  override run(service: string, operation: string): Promise<unknown> {
    const folder = join(this.models, service === "s3api" ? "s3" : service);
    const version = readdirSync(folder).sort().at(-1)!;
    const file = join(folder, version, "service-2.json.gz");
    const model = JSON.parse(gunzipSync(readFileSync(file)).toString()) as Model;
    const plain = (name: string) => name.toLowerCase().replaceAll("-", "");
    const name = Object.keys(model.operations).find((key) => plain(key) === plain(operation));
    const output = model.operations[name ?? ""]?.output;
    if (!output) throw new Error(`${service} has no operation ${operation}`);
    return Promise.resolve(valueOf(model, output.shape, this.items, []));
  }
}

describe("The answers that the doctor reads", function () {
  this.timeout(600_000);
  let models: string;
  before(async () => {
    const { python } = await pythonEnvironment(() => undefined);
    const libraries = join(dirname(python), "..", "lib");
    const [version = ""] = readdirSync(libraries).filter((name) => name.startsWith("python3"));
    models = join(libraries, version, "site-packages", "botocore", "data");
    expect(existsSync(models)).to.equal(true);
  });

  for (const [words, items] of [
    ["with every field that the services' models have", 1],
    ["with several items", 3],
    ["with empty lists", 0],
  ] as const) {
    it(`may come ${words}`, async () => {
      const config = parse(
        configured(spacious(), {
          "network.natGateways": "perAz",
          "operations.access.host": {},
        }),
      );
      const subject = { stack: "dev", config, aws: new ModelledCli(models, items) };
      const inspections = [
        ...serviceRoleInspections(subject),
        ...networkInspections(subject),
        ...customerGatewayInspections(subject),
        ...nameInspections(subject),
        ...offerInspections(subject),
        ...quotaInspections(subject),
      ];
      expect(inspections.length).to.be.above(40);
      for (const { name, inspect } of inspections) {
        const { verdict } = await inspect();
        expect(verdict, name).to.be.oneOf(["fine", "warning", "fault"]);
      }
    });
  }
});
