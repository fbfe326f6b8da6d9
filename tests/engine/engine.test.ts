import { expect } from "chai";
import { type Plan, type PlannedResource } from "@landing-zone/plan/plan";
import { previewProgram, type PreviewProgramOptions } from "../support/engine";
import { startAgain } from "../support/programs";
import { policyPackFiles, temporaryProject } from "./support/temporary-project";

const sdk = `const pulumi = require("@pulumi/pulumi");
const aws = require("@pulumi/aws");\n`;
const withRegion = { "Pulumi.dev.yaml": "config: { aws:region: eu-west-1 }\n" };

async function planOf(program: string, options: PreviewProgramOptions = {}): Promise<Plan> {
  const { directory } = temporaryProject(sdk + program, withRegion);
  const { plan, stderr } = await previewProgram({
    cwd: directory,
    startProgram: startAgain,
    ...options,
  });
  expect(plan, stderr).to.not.equal(undefined);
  return plan!;
}

function named(plan: Plan, name: string): PlannedResource {
  const found = [...plan.resources, ...plan.providers].filter((resource) => resource.name === name);
  expect(found, name).to.have.length(1);
  return found[0]!;
}

const bucket = "aws:s3/bucket:Bucket";
const topic = "aws:sns/topic:Topic";
const urn = (types: string, name: string): string => `urn:pulumi:dev::scratch::${types}::${name}`;

describe("the local engine", function () {
  this.timeout(60_000);

  describe("URNs", () => {
    let plan: Plan;
    before(async () => {
      plan = await planOf(`
        const outer = new pulumi.ComponentResource("a:b:Outer", "outer");
        const inner = new pulumi.ComponentResource("a:b:Inner", "inner", {}, { parent: outer });
        const first = new aws.sns.Topic("first", {}, { parent: inner });
        new aws.sns.Topic("second", { namePrefix: first.arn }, { parent: inner, aliases: [{ name: "old" }, { parent: pulumi.rootStackResource, type: "a:b:C" }] });
        new aws.sns.Topic("top::level");`);
    });

    it("carry the types of all ancestors except the stack", () => {
      expect(named(plan, "first").urn).to.equal(urn(`a:b:Outer$a:b:Inner$${topic}`, "first"));
      expect(named(plan, "top::level").urn).to.equal(urn(topic, "top::level"));
    });

    it("are what dependencies and aliases are given as", () => {
      const { dependencies, propertyDependencies, options } = named(plan, "second");
      const first = named(plan, "first").urn;
      expect(dependencies).to.deep.equal([first]);
      expect(propertyDependencies).to.deep.equal({ namePrefix: [first] });
      expect(options.aliases).to.deep.equal([
        urn(`a:b:Outer$a:b:Inner$${topic}`, "old"),
        urn("a:b:C", "second"),
      ]);
    });

    it("put parents before their children", () => {
      const names = plan.resources.map(({ name }) => name);
      expect(names.indexOf("outer")).to.be.lessThan(names.indexOf("inner"));
      expect(names.indexOf("inner")).to.be.lessThan(names.indexOf("first"));
    });
  });

  describe("providers", () => {
    let plan: Plan;
    before(async () => {
      plan = await planOf(`
        const provider = new aws.Provider("mine", { region: "us-west-2", allowedAccountIds: ["210987654321"] });
        const component = new pulumi.ComponentResource("a:b:C", "component", {}, { provider });
        new aws.s3.Bucket("inherits", {}, { parent: component });
        new aws.s3.Bucket("explicit", {}, { provider });
        new aws.s3.Bucket("default");
        exports.mine = aws.getCallerIdentityOutput({}, { provider }).accountId;
        exports.default = aws.getCallerIdentityOutput().accountId;
        exports.region = aws.getRegionOutput().region;
        exports.partition = aws.getPartitionOutput().dnsSuffix;
        exports.zones = aws.getAvailabilityZonesOutput({}, { provider }).names;
        exports.existing = aws.ec2.getVpcOutput({ id: "vpc-1" }, { provider });`);
    });

    it("are explicit, inherited or the default one of the SDK's version", () => {
      const mine = urn("pulumi:providers:aws", "mine");
      expect(named(plan, "explicit").provider).to.equal(mine);
      expect(named(plan, "inherits").provider).to.equal(mine);
      expect(named(plan, "default").provider).to.match(
        /::pulumi:providers:aws::default_\d+_\d+_\d+$/,
      );
    });

    it("are listed apart from the resources, the default one with the stack's configuration", () => {
      const [byDefault] = plan.providers.filter(({ name }) => name.startsWith("default_7"));
      expect(byDefault!.inputs).to.deep.include({ region: "eu-west-1" });
      expect(plan.resources.map(({ type }) => type)).to.not.include("pulumi:providers:aws");
    });

    it("answer the few data sources that need no account, and leave open what only one has", () => {
      expect(plan.outputs).to.deep.equal({
        mine: "210987654321",
        default: "123456789012",
        region: "eu-west-1",
        partition: "amazonaws.com",
        zones: ["us-west-2a", "us-west-2b", "us-west-2c", "us-west-2d"],
        existing: "[unknown]",
      });
    });
  });

  describe("tagsAll", () => {
    let plan: Plan;
    before(async () => {
      plan = await planOf(`
        const provider = new aws.Provider("p", { region: "us-east-1", defaultTags: { tags: { Owner: "x", Team: "y" } } });
        const source = new aws.s3.Bucket("merged", { tags: { Owner: "me" } }, { provider });
        new aws.s3.Bucket("untagged", {}, { provider });
        new aws.s3.Bucket("unknown", { tags: { Source: source.arn, Known: "z" } }, { provider });
        new aws.s3.Bucket("secret", { tags: { Code: pulumi.secret("hush-hush") } }, { provider });
        new aws.s3.BucketPolicy("tagless", { bucket: source.id, policy: "{}" }, { provider });
        new aws.s3.Bucket("plain");
        const late = new aws.Provider("late", { region: "us-east-1", defaultTags: { tags: { Source: source.arn } } });
        new aws.s3.Bucket("late-bucket", { tags: { Known: "z" } }, { provider: late });
        const ignoring = new aws.Provider("ignoring", { region: "us-east-1", ignoreTags: { keys: ["a"], keyPrefixes: ["b-"] } });
        new aws.s3.Bucket("ignored", { tags: { a: "1", "b-c": "2", d: "3" } }, { provider: ignoring });`);
    });

    const expectations: Record<string, unknown> = {
      merged: { Owner: "me", Team: "y" },
      untagged: { Owner: "x", Team: "y" },
      unknown: "[unknown]",
      secret: { Owner: "x", Team: "y", Code: "[secret]" },
      tagless: undefined,
      plain: {},
      "late-bucket": "[unknown]",
      ignored: { d: "3" },
    };
    for (const [name, tagsAll] of Object.entries(expectations)) {
      it(`of a resource that is ${name}`, () => {
        expect(named(plan, name).inputs["tagsAll"]).to.deep.equal(tagsAll);
      });
    }
  });

  it("runs transforms from the resource up to the stack", async () => {
    const plan = await planOf(`
      const add = (letter) => ({ props, opts }) => ({ props: { ...props, bucketPrefix: (props.bucketPrefix ?? "") + letter }, opts });
      const isBucket = (transform) => (args) => args.type === "${bucket}" ? transform(args) : undefined;
      pulumi.runtime.registerResourceTransform(isBucket(add("s")));
      const outer = new pulumi.ComponentResource("a:b:C", "outer", {}, { transforms: [isBucket(add("o"))] });
      const inner = new pulumi.ComponentResource("a:b:C", "inner", {}, { parent: outer, transforms: [isBucket(add("i"))] });
      new aws.s3.Bucket("bucket", { bucketPrefix: "b" }, { parent: inner, transforms: [add("x"), add("y")] });
      new aws.s3.Bucket("other", {}, { parent: outer, transforms: [({ props, opts }) => ({ props, opts: { ...opts, protect: true, ignoreChanges: ["acl"] } })] });`);
    expect(named(plan, "bucket").inputs["bucketPrefix"]).to.equal("bxyios");
    expect(named(plan, "other").options).to.deep.include({ protect: true, ignoreChanges: ["acl"] });
  });

  it("records resource options, inherited ones too", async () => {
    const plan = await planOf(`
      const parent = new pulumi.ComponentResource("a:b:C", "parent", {}, { protect: true, retainOnDelete: true });
      const first = new aws.sns.Topic("first", {}, { parent });
      new aws.sns.Topic("second", {}, { parent, protect: false, deletedWith: first, deleteBeforeReplace: true,
        replaceOnChanges: ["tags"], import: "there-already", customTimeouts: { create: "40m" } });`);
    expect(named(plan, "first").options).to.deep.equal({ protect: true, retainOnDelete: true });
    expect(named(plan, "second").options).to.deep.equal({
      protect: false,
      retainOnDelete: true,
      deletedWith: named(plan, "first").urn,
      deleteBeforeReplace: true,
      replaceOnChanges: ["tags"],
      import: "there-already",
      customTimeouts: { create: "40m" },
    });
  });

  it("leaves what only a deployment can know unknown, and never makes a random value", async () => {
    const plan = await planOf(`
      const random = require("@pulumi/random");
      const password = new random.RandomPassword("password", { length: 20 });
      const pet = new random.RandomPet("pet");
      new aws.s3.Bucket("bucket", { bucketPrefix: pet.id, tags: { a: pulumi.interpolate\`x-\${pet.id}\` } });
      exports.password = password.result;
      exports.pet = pet.id;
      exports.length = password.length;`);
    expect(plan.outputs).to.deep.equal({ password: "[secret]", pet: "[unknown]", length: 20 });
    expect(named(plan, "bucket").inputs["bucketPrefix"]).to.equal("[unknown]");
  });

  it("takes in resources that are only read, without managing them", async () => {
    const plan = await planOf(`
      const there = aws.s3.Bucket.get("there", "bucket-id");
      new aws.s3.BucketPolicy("policy", { bucket: there.id, policy: "{}" });
      const created = new aws.s3.Bucket("created");
      exports.id = there.id;
      exports.arn = there.arn;
      exports.createdId = aws.s3.Bucket.get("created-copy", created.id).id;`);
    expect(plan.outputs).to.deep.equal({
      id: "bucket-id",
      arn: "[unknown]",
      createdId: "[unknown]",
    });
    expect(plan.resources.map(({ name }) => name)).to.have.members(["policy", "created"]);
  });

  it("shows a secret nowhere", async () => {
    const marker = "hush-marker-4711";
    const program = `${sdk}
      const hidden = pulumi.secret("${marker}-a");
      const config = new pulumi.Config();
      new aws.s3.Bucket("nested", { tags: { list: hidden, plain: config.requireSecret("token") } });
      new pulumi.ComponentResource("a:b:C", "component", { deep: [{ down: hidden }] });
      console.log("printed " + config.require("token"));
      pulumi.log.warn("logged " + config.require("token"));
      exports.nested = { list: [hidden] };
      exports.whole = hidden;`;
    const pack = `const { PolicyPack } = require("@pulumi/policy");
      new PolicyPack("leaky", { policies: [{ name: "leaks", description: "d", enforcementLevel: "advisory",
        validateResource: (args, reportViolation) => {
          if (args.props.tags) { reportViolation(args.props.tags.list + args.props.tags.plain); console.error(args.props.tags.list); }
        } }] });`;
    const { directory } = temporaryProject(program, { ...withRegion, ...policyPackFiles(pack) });
    const { stdout, stderr, plan, exitCode } = await previewProgram({
      cwd: directory,
      secrets: { token: `${marker}-b` },
      policyPack: true,
    });
    expect(exitCode, stderr).to.equal(0);
    expect(stdout + stderr + JSON.stringify(plan)).to.not.include(marker);
    expect(stderr).to.include("printed [secret]").and.include("logged [secret]");
    expect(plan!.policies!.results[0]!.message).to.equal("[secret][secret]");
    expect(plan!.outputs).to.deep.equal({ nested: { list: ["[secret]"] }, whole: "[secret]" });
  });

  describe("policy results", () => {
    let plan: Plan;
    let stdout: string;
    before(async () => {
      const pack = `const { PolicyPack } = require("@pulumi/policy");
        const onBuckets = (rule) => (args, report) => { if (args.type === "${bucket}") rule(args, report); };
        new PolicyPack("pack", { enforcementLevel: "mandatory", policies: [
          { name: "broken", description: "d", validateResource: onBuckets((_, report) => report("broken it is")) },
          { name: "excepted", description: "d", enforcementLevel: "advisory",
            validateResource: onBuckets((_, report) => report("EXCEPTED until 2030-01-01 by Ann: a reason")) },
          { name: "waits", description: "d", validateResource: onBuckets((args) => args.props.bucketPrefix.length) },
          { name: "not-for-this", description: "d", validateResource: (args) => args.notApplicable("no") },
          { name: "switched-off", description: "d", enforcementLevel: "disabled", validateResource: (_, report) => report("no") },
          { name: "mends", description: "d", enforcementLevel: "remediate",
            remediateResource: (args) => args.type === "${bucket}" ? { ...args.props, acl: "private" } : undefined },
          { name: "looks-at-all", description: "d", validateStack: (args, report) =>
            args.resources.filter((r) => r.type === "${bucket}").forEach((r) => report(r.parent.type, r.urn)) },
        ] });`;
      const program = `${sdk}
        const first = new aws.s3.Bucket("first", { bucketPrefix: "a" });
        new aws.s3.Bucket("second", { bucketPrefix: first.arn });`;
      const { directory } = temporaryProject(program, { ...withRegion, ...policyPackFiles(pack) });
      const result = await previewProgram({ cwd: directory, policyPack: true });
      expect(result.exitCode, result.stderr).to.equal(1);
      plan = result.plan!;
      stdout = result.stdout;
    });

    it("distinguish violations, exceptions and rules that could not be evaluated", () => {
      const seen = plan.policies!.results.map(
        ({ policy, outcome, urn: of }) => `${policy} ${outcome} ${of.split("::").at(-1)!}`,
      );
      expect(seen).to.have.members([
        "broken violation first",
        "broken violation second",
        "excepted exception first",
        "excepted exception second",
        "waits unknown second",
        "looks-at-all violation first",
        "looks-at-all violation second",
      ]);
    });

    it("count the rules that are on, and how often one applied", () => {
      // Stack, provider and two buckets: four rules apply to resources, one of them never; and a
      // remediation has nothing to validate. One rule applies to the stack.
      expect(plan.policies).to.include({ rules: 6, evaluations: 4 * 3 + 1 });
    });

    it("include remediated inputs in the plan", () => {
      expect(named(plan, "first").inputs["acl"]).to.equal("private");
    });

    it("are grouped on the terminal", () => {
      expect(stdout).to.match(/Violations \(4\)[^]*Exceptions \(2\)[^]*Not evaluated.*\(1\)/);
    });
  });
});
