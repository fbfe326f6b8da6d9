import { expect } from "chai";
import { EnforcementLevel } from "@pulumi/pulumi/proto/analyzer_pb";
import { packRules } from "../../policy-pack/hygiene";
import { Session } from "../../policy-pack/lib/session";
import { rules as judging } from "../../policy-pack/policies";
import { type PackProcess, usePack } from "./support/pack-process";
import { draft, plan, ref, unknown } from "./support/plan";

const { ADVISORY, MANDATORY } = EnforcementLevel;
const rules = packRules(judging, new Session());

describe("the pack behind the analyzer protocol", () => {
  let pack: PackProcess;
  const secret = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };
  const day = (time: number) => new Date(time).toISOString().slice(0, 10);
  const tomorrow = day(Date.now() + 86_400_000);
  const approval = {
    reason: "accepted while the pilot runs",
    approvedBy: "security",
    since: day(Date.now()),
    expires: tomorrow,
  };

  usePack((started) => {
    pack = started;
  });

  it("describes each rule with its level, severity, control and options", async () => {
    const info = (await pack.info()).toObject();
    expect(info.policiesList.map(({ name }) => name)).to.deep.equal(rules.map(({ name }) => name));
    const interval = info.policiesList.find(({ name }) => name === "secret-rotation-interval");
    expect(interval).to.include({
      enforcementlevel: MANDATORY,
      displayname: "Secrets are rotated often enough",
    });
    expect(interval?.framework).to.include({ name: "AWS FSBP", reference: "SecretsManager.4" });
  });

  it("judges resources by their inputs and the stack by how they refer to each other", async () => {
    await pack.configure({});
    const diagnostics = await pack.analyze(
      plan(
        draft("ec2.SecurityGroup", "silent", { description: "says nothing" }),
        draft("ec2.SecurityGroup", "stated", { description: "states it", egress: [] }),
        draft("secretsmanager.Secret", "db", { kmsKeyId: unknown }),
        draft("secretsmanager.SecretRotation", "db-rotation", {
          secretId: ref("db"),
          rotationRules: { automaticallyAfterDays: 60 },
        }),
      ),
    );
    const found = diagnostics.map(({ policyname, urn, enforcementlevel }) => [
      policyname,
      urn.split("::").at(-1),
      enforcementlevel,
    ]);
    expect(found).to.include.deep.members([
      ["egress-explicit", "silent", MANDATORY],
      ["secret-rotation-interval", "db-rotation", MANDATORY],
    ]);
    expect(found).to.not.include.deep.members([["egress-explicit", "stated", MANDATORY]]);
    expect(found.map(([policy]) => policy)).to.not.include("secret-rotation-configured");
  });

  it("knows a resource's inputs when outputs say more", async () => {
    await pack.configure({});
    const [group, rule] = plan(
      draft("ec2.SecurityGroup", "dms", { description: "DMS" }),
      draft("vpc.SecurityGroupEgressRule", "out", { securityGroupId: ref("dms") }),
    );
    const asReadBack = { ...group!, outputs: { ...group!.inputs, egress: [{ fromPort: 3306 }] } };
    const diagnostics = await pack.analyze([asReadBack, rule!]);
    const policies = diagnostics.map(({ policyname }) => policyname);
    expect(policies).to.not.include("sg-no-rule-management-conflict");
  });

  it("says of each rule about other types, unless it is disabled, that it does not apply", async () => {
    const resources = plan(
      draft("ec2.SecurityGroup", "group"),
      draft("secretsmanager.Secret", "db"),
      draft("migration:dms:Dms", "component"),
    );
    const answers = (): Promise<string[][]> =>
      Promise.all(resources.map((resource) => pack.notApplicable(resource)));
    await pack.configure({});
    const all = await answers();
    for (const [index, { type }] of resources.entries()) {
      const other = rules.filter((rule) => "resource" in rule && !rule.types.includes(type));
      expect(all[index]).to.have.members(other.map(({ name }) => name));
    }
    await pack.configure({ "dms-not-public": "disabled" });
    const others = all.map((names) => names.filter((name) => name !== "dms-not-public"));
    expect(others).to.not.deep.equal(all);
    expect(await answers()).to.deep.equal(others);
  });

  it("names the rule that could not be run, in an advisory diagnostic", async () => {
    await pack.configure({});
    const diagnostics = await pack.analyze(
      plan(draft("kms.Key", "key", { enableKeyRotation: unknown })),
    );
    const [diagnostic] = diagnostics.filter(({ policyname }) => policyname === "kms-rotation");
    expect(diagnostic).to.include({ enforcementlevel: ADVISORY });
    expect(diagnostic?.message).to.match(/^can't run policy 'kms-rotation' .* during preview/);
  });

  it("shows a used exception as advisory, in words that begin with its last day", async () => {
    const finding = "the secret has no kmsKeyId";
    const exceptions = [{ resource: "db", finding, ticket: "SEC-1", ...approval }];
    await pack.configure({ "secret-cmk": { exceptions } });
    const diagnostics = await pack.analyze(plan(draft("secretsmanager.Secret", "db")));
    const [diagnostic] = diagnostics.filter(({ policyname }) => policyname === "secret-cmk");
    expect(diagnostic).to.include({
      enforcementlevel: ADVISORY,
      message: `EXCEPTED until ${tomorrow} by security: ${approval.reason} — ${finding}`,
    });
  });

  it("keeps secrets out of its messages", async () => {
    await pack.configure({});
    const diagnostics = await pack.analyze(
      plan(
        draft("ec2.VpnConnection", "vpn", {
          tunnel1PresharedKey: { ...secret, value: "marker-psk" },
        }),
        draft("dms.Endpoint", "source", {
          engineName: "mysql",
          password: { ...secret, value: "marker-password" },
        }),
      ),
    );
    const text = JSON.stringify(diagnostics);
    expect(text).to.contain("vpn-psk-not-literal").and.to.contain("dms-endpoint-uses-secret");
    expect(text).to.not.contain("marker");
  });

  it("refuses options that do not exist", async () => {
    await pack.configure({ "log-retention": { minDay: 7 } });
    const diagnostics = await pack.analyze(plan(draft("cloudwatch.LogGroup", "logs")));
    const [found, ...others] = diagnostics.filter(isHygiene);
    expect(others).to.deep.equal([]);
    expect(found).to.include({ enforcementlevel: MANDATORY });
    expect(found?.message).to.match(/log-retention has no option "minDay"; it has minDays/);
  });

  it("lists the rules that are switched off, where they would judge something", async () => {
    await pack.configure({
      "log-retention": "disabled",
      "secret-rotation-configured": "disabled",
      "waf-ip-set-bounded": "disabled",
    });
    const diagnostics = await pack.analyze(plan(draft("cloudwatch.LogGroup", "logs")));
    const messages = diagnostics.filter(isHygiene).map(({ message }) => message.split("\n").at(-1));
    expect(messages).to.deep.equal([
      "switched off by the configuration: secret-rotation-configured, log-retention",
    ]);
  });

  describe("keeps its guards", () => {
    const stack = plan(
      draft("pulumi:pulumi:Stack", "landing-zone-dev"),
      draft("dms.ReplicationInstance", "dms", { publiclyAccessible: true }),
    );
    const relaxation = { rule: "dms-not-public", ...approval };
    const found = async (names: readonly string[]) =>
      (await pack.analyze(stack))
        .filter(({ policyname, message }) =>
          names.some((name) => policyname === name || message.includes(name)),
        )
        .map(({ policyname, enforcementlevel, message }) => [
          policyname,
          enforcementlevel,
          message.split("\n").at(-1),
        ]);

    it("at their level, whatever is configured", async () => {
      for (const level of ["advisory", "mandatory"]) {
        await pack.configure({ "dms-not-public": level });
        expect(await found(["dms-not-public"])).to.deep.equal([
          ["dms-not-public", MANDATORY, "publiclyAccessible is not false"],
        ]);
      }
    });

    it("and reports those that are switched off", async () => {
      await pack.configure({ "dms-not-public": "disabled" });
      expect(await found(["dms-not-public"])).to.deep.equal([
        ["guard-hygiene", MANDATORY, "dms-not-public must not be switched off"],
      ]);
    });

    it("unless a relaxation names who allowed it, why and until when; it is reported", async () => {
      for (const level of ["advisory", "disabled"]) {
        await pack.configure({
          "dms-not-public": level,
          "guard-hygiene": { relaxations: [relaxation] },
        });
        const others = level === "advisory" ? [["dms-not-public", ADVISORY]] : [];
        expect((await found(["dms-not-public"])).map((item) => item.slice(0, 2))).to.deep.equal([
          ...others,
          ["guard-hygiene", ADVISORY],
        ]);
      }
    });

    it("and counts no relaxation that is incomplete, expired or too long", async () => {
      for (const change of [
        { approvedBy: "" },
        { reason: "because" },
        { expires: "2020-01-01" },
        { expires: "9999-12-31" },
        { rule: "secret-cmk" },
      ]) {
        await pack.configure({
          "dms-not-public": "advisory",
          "guard-hygiene": { relaxations: [{ ...relaxation, ...change }] },
        });
        expect((await found(["dms-not-public"]))[0]).to.deep.include(MANDATORY);
        expect((await found(["guard-hygiene"]))[0]).to.deep.include(MANDATORY);
      }
    });

    const hygiene = ["guard-hygiene", "configuration-hygiene", "exceptions-hygiene"];
    for (const off of [...hygiene.map((name) => [name]), hygiene]) {
      it(`and reports that ${off.join(", ")} is switched off, or lowered`, async () => {
        await pack.configure(Object.fromEntries(off.map((name) => [name, "disabled"])));
        const [report] = await found(["must not be switched off"]);
        expect(report?.[1]).to.equal(MANDATORY);
        expect(report?.[2]).to.match(new RegExp(`^${off.join(", ")} must not be`));
      });
    }
  });
});

function isHygiene({ policyname }: { policyname: string }): boolean {
  return policyname.endsWith("-hygiene");
}
