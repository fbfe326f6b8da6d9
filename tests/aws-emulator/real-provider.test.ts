import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { isUnknown, mapValues, type PropertyMap } from "@landing-zone/plan/values";
import { Aws } from "@landing-zone/aws-emulator/emulated-provider/aws";
import { changes } from "@landing-zone/aws-emulator/emulated-provider/diff";
import { EmulatedProvider } from "@landing-zone/aws-emulator/emulated-provider/emulated-provider";
import {
  awsResources,
  handlerOf,
} from "@landing-zone/aws-emulator/emulated-provider/handlers/index";
import { emulatorReplaces } from "@landing-zone/aws-emulator/emulated-provider/unemulated";
import { emulator } from "../support/emulator";
import { projectDirectory } from "../support/engine";

/** The real AWS provider's treatment of one planned resource of each type of the project. */
interface Recorded {
  readonly type: string;
  /** The program's inputs. */
  readonly inputs: PropertyMap;
  /** Values that Check filled in or changed, except `tagsAll` and `__defaults`. */
  readonly filled: PropertyMap;
  /** Outputs of a preview of the creation that are unknown, and others. */
  readonly unknown: readonly string[];
  readonly known: readonly string[];
}

type Outcome = "none" | "update" | "replace" | "deleteBeforeReplace";

function fixture(name: string): unknown {
  return JSON.parse(readFileSync(join(__dirname, "fixtures", name), "utf8"));
}

/** Recorded from version 5.46, which had no `region` of its own; version 7 has it on these types. */
const withoutRegion = [
  "aws:budgets/budget:Budget",
  "aws:iam/role:Role",
  "aws:iam/rolePolicy:RolePolicy",
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
  "aws:route53/record:Record",
];

/**
 * Outputs that a preview of the real provider leaves unknown and ours does not, or the other way round,
 * on purpose: the SDK's types, which ours knows, do not show it. `__defaults`, the real provider's
 * book-keeping in checked inputs, is left out as well.
 */
const previewedOtherwise: Readonly<Record<string, readonly string[]>> = {
  // Derived from the domain names.
  "aws:acm/certificate:Certificate": ["domainValidationOptions"],
  // Names of before version 7 that the SDK still has, or does not have any more.
  "aws:ec2/natGateway:NatGateway": ["secondaryAllocationIds"],
  "aws:ec2/eip:Eip": ["vpc"],
  "aws:ec2/flowLog:FlowLog": ["logGroupName"],
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": ["expectedBucketOwner"],
  // A computed output until version 7, where it is an input that Check fills in.
  "aws:s3/bucket:Bucket": ["region"],
  // A list that Terraform computes, and that the SDK calls optional.
  "aws:secretsmanager/secret:Secret": ["replicas"],
};

/**
 * Changes for which AWS makes no new object, or makes it first, and the local provider deletes the old
 * one first on purpose: the emulator does not take a second one for the same thing.
 */
const deletedFirst: Readonly<Record<string, readonly string[]>> = {
  "aws:ec2/routeTableAssociation:RouteTableAssociation": ["subnetId"],
  "aws:dms/replicationSubnetGroup:ReplicationSubnetGroup": ["replicationSubnetGroupId"],
  "aws:wafv2/webAclAssociation:WebAclAssociation": ["resourceArn", "webAclArn"],
};

describe("the local provider, beside the real one", () => {
  const recorded = fixture("checked-by-aws.json") as readonly Recorded[];
  const diffed = fixture("diffed-by-aws.json") as Record<string, Record<string, Outcome>>;
  const provider = new EmulatedProvider(projectDirectory);
  const check = ({ type, inputs }: Recorded): Promise<PropertyMap> =>
    provider.check({ type, name: "a", urn: `urn::${type}::a` }, {}, inputs, new Uint8Array(32));

  before(async () => {
    const { endpoint } = await emulator();
    const defaultTags = '{"tags":{"Owner":"a"}}';
    const endpoints = JSON.stringify([{ ec2: endpoint }]);
    await provider.configure("aws", { region: "eu-west-1", defaultTags, endpoints });
  });

  it("is compared for every type of the three stacks", () => {
    expect(recorded.map(({ type }) => type)).to.have.length(82);
    for (const { type } of recorded) expect(() => handlerOf(type), type).to.not.throw();
  });

  for (const record of recorded) {
    const { type, inputs, filled, unknown, known } = record;
    it(`checks ${type} alike`, async () => {
      const { region, tagsAll, ...checked } = await check(record);
      expect(checked).to.deep.equal({ ...inputs, ...filled });
      expect(region).to.equal(withoutRegion.includes(type) ? undefined : "eu-west-1");
      expect(tagsAll ?? { Owner: "a" }).to.deep.include({ Owner: "a" });
    });

    it(`leaves the same of ${type} unknown in a preview`, async () => {
      const checked = await check(record);
      const outputs = await provider.createPreview({ type, name: "a", urn: "urn" }, checked);
      const exceptions = previewedOtherwise[type] ?? [];
      // A set with an unknown member is unknown as a whole for Terraform; ours keeps the others.
      const isUnknownInPart = (name: string): boolean => {
        let found = false;
        mapValues(outputs[name] ?? null, (value) => {
          found ||= isUnknown(value);
          return undefined;
        });
        return found;
      };
      const compared = [...unknown, ...known].filter((name) => !exceptions.includes(name));
      expect(compared.filter(isUnknownInPart)).to.have.members(
        compared.filter((name) => unknown.includes(name) || containsUnknown(checked[name])),
      );
      expect(exceptions.filter((name) => compared.includes(name))).to.be.empty;
    });
  }

  function containsUnknown(value: PropertyMap[string] | undefined): boolean {
    return JSON.stringify(value ?? null).includes("04da6b54-80e4-46f7-96ec-b56ff0331ba9");
  }

  function outcomeOf(type: string, property: string): Outcome {
    const { resource } = handlerOf(type);
    const found = changes({ [property]: "old" }, { [property]: "new" }, resource);
    if (found.length === 0) return "none";
    if (!found.some(({ replaces }) => replaces)) return "update";
    const identity = { type, name: "a", urn: "urn" };
    const { deleteBeforeReplace } = provider.diff(
      identity,
      { [property]: "old" },
      { [property]: "new" },
    );
    return deleteBeforeReplace ? "deleteBeforeReplace" : "replace";
  }

  for (const [type, outcomes] of Object.entries(diffed)) {
    it(`takes changes of ${type} alike`, () => {
      const limited = emulatorReplaces[type] ?? [];
      for (const [property, outcome] of Object.entries(outcomes)) {
        const local = outcomeOf(type, property);
        if (limited.includes(property)) {
          expect(local, `${property} is no limit`).to.match(/replace/i);
          expect(outcome, `${property} is no limit`).to.equal("update");
        } else if (deletedFirst[type]?.includes(property) === true) {
          expect([local, outcome], property).to.deep.equal(["deleteBeforeReplace", "replace"]);
        } else {
          // Another layout of the same document, which the recorded changes of policies were.
          expect(outcome === "none" ? "none" : local, property).to.equal(outcome);
        }
      }
    });
  }

  it("takes another layout of a document for no change", () => {
    const document = { Statement: [{ Effect: "Allow", Action: ["a"] }] };
    const [compact, spaced] = [JSON.stringify(document), JSON.stringify(document, null, 2)];
    for (const [type, outcomes] of Object.entries(diffed)) {
      for (const [property, outcome] of Object.entries(outcomes)) {
        if (outcome !== "none") continue;
        const { resource } = handlerOf(type);
        const found = changes({ [property]: compact }, { [property]: spaced }, resource);
        expect(found, `${type} ${property}`).to.be.empty;
      }
    }
  });

  it("returns every output that the SDK has, so that none is unknown in a later preview", async () => {
    const vpc = "aws:ec2/vpc:Vpc";
    const identity = { type: vpc, name: "whole", urn: `urn:pulumi:a::b::${vpc}::whole` };
    const inputs = await provider.check(
      identity,
      {},
      { cidrBlock: "10.99.0.0/16" },
      new Uint8Array(32),
    );
    const { id, state } = await provider.create(identity, inputs);
    const planned = await provider.createPreview(identity, inputs);
    expect(state).to.include.keys(Object.keys(planned));
    expect(state).to.deep.include({ ipv6CidrBlock: "", ipv4IpamPoolId: null });
    const stored = { ...identity, id, state, inputs };
    for (const outputs of [
      (await provider.read(stored))!.state,
      provider.updatePreview(stored, { cidrBlock: "10.99.0.0/16" }),
      await provider.update(stored, inputs),
    ]) {
      expect(outputs).to.have.all.keys(Object.keys(state));
    }
    await provider.delete(stored);
  });

  it("names limits of types that it makes only", () => {
    expect(awsResources).to.include.keys(Object.keys(emulatorReplaces));
  });
});

describe("the values that the local provider reads back", () => {
  const provider = new EmulatedProvider(projectDirectory);
  let aws: Aws;

  before(async () => {
    const { endpoint } = await emulator();
    await provider.configure("aws", {
      region: "us-east-1",
      endpoints: JSON.stringify([{ ec2: endpoint }]),
    });
    aws = await Aws.connect({ endpoint, region: "us-east-1" });
  });

  /** Makes a resource, has it changed by somebody else, and returns what then differs. */
  async function driftOf(
    type: string,
    given: PropertyMap,
    change: (id: string) => Promise<unknown>,
  ): Promise<readonly string[]> {
    const identity = { type, name: "drifts", urn: `urn:pulumi:a::b::${type}::drifts` };
    const inputs = await provider.check(identity, {}, given, new Uint8Array(32));
    const { id, state } = await provider.create(identity, inputs);
    const stored = { ...identity, id, state, inputs };
    expect((await provider.read(stored))?.inputs, "before the change").to.deep.equal(inputs);
    await change(id);
    const found = await provider.read(stored);
    await provider.delete(stored);
    return provider.diff(identity, inputs, found!.inputs).changes.map(({ path }) => path);
  }

  it("shows a metric filter that was put again, also with the value 0", async () => {
    const logGroupName = "drifts";
    await aws.logs.createLogGroup({ logGroupName });
    const metric = { name: "m", namespace: "n", value: "1" };
    const inputs = { name: "drifts", logGroupName, pattern: "p", metricTransformation: metric };
    const drift = await driftOf("aws:cloudwatch/logMetricFilter:LogMetricFilter", inputs, () =>
      aws.logs.putMetricFilter({
        filterName: "drifts",
        logGroupName,
        filterPattern: "p",
        metricTransformations: [{ metricName: "m", metricNamespace: "n", metricValue: "0" }],
      }),
    );
    expect(drift).to.deep.equal(["metricTransformation.value"]);
  });

  it("shows what the program does not declare and somebody has set", async () => {
    const inputs = { name: "drifts", family: "aurora-mysql8.0" };
    const drift = await driftOf("aws:rds/parameterGroup:ParameterGroup", inputs, (name) =>
      aws.rds.modifyDBParameterGroup({
        DBParameterGroupName: name,
        Parameters: [
          { ParameterName: "local_infile", ParameterValue: "1", ApplyMethod: "immediate" },
        ],
      }),
    );
    expect(drift).to.deep.equal(["parameters"]);
    const topic = await driftOf("aws:sns/topic:Topic", { name: "drifts" }, (TopicArn) =>
      aws.sns.setTopicAttributes({
        TopicArn,
        AttributeName: "DisplayName",
        AttributeValue: "another",
      }),
    );
    expect(topic).to.deep.equal(["displayName"]);
  });
});
