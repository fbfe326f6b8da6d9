import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { parseDocument } from "yaml";
import { draftStack } from "@landing-zone/new-environment/draft";
import { defaultAnswer, questionsFor } from "@landing-zone/new-environment/questions";
import { StackFiles } from "@landing-zone/new-environment/stack-files";
import { projectDirectory } from "../support/engine";

const stacks = new StackFiles(projectDirectory);

/** The new stack's setting of the DMS service roles, in an account. */
function serviceRolesIn(account: string, from: string): unknown {
  const model = stacks.read(from);
  const answers = questionsFor(model).map(
    (question) => [question, question.option === "account" ? account : ""] as const,
  );
  const draft = draftStack(model, answers, stacks);
  return draft.getIn(["config", "migration-landing-zone:dms", "serviceRoles"]);
}

/** The defaults that a model gives to each question, in another account and region or in its own. */
function defaultsOf(
  text: string,
  home: { readonly account: string; readonly region: string },
): Record<string, string> {
  const model = parseDocument(text);
  const given = questionsFor(model).filter(({ option }) => option in home);
  const answers = given.map(
    (question) => [question, home[question.option as keyof typeof home]] as const,
  );
  return Object.fromEntries(
    questionsFor(model).map((question) => [
      question.option,
      defaultAnswer(question, model, stacks, answers),
    ]),
  );
}

/** Every key, with values of an account that exists. */
const complete = readFileSync(join(projectDirectory, "tools/docs/complete.yaml"), "utf8")
  .replaceAll("444455556666", "998877665544")
  .replaceAll("EXAMPLE", "ABCDEFG")
  .replaceAll(".example", ".de");

describe("The draft of a new stack", () => {
  const bound = [
    "permissionsBoundaryArn",
    "encryption.dataKeyArn",
    "encryption.logsKeyArn",
    "database.backup.vault.copyToVaultArn",
    "dms.sources.erp.superuserSecretArn",
    "dms.sources.crm.secretArn",
    "edge.hostedZoneId",
    "edge.additionalCertificateArns[0]",
    "observability.alarmTopicArn",
  ];

  it("asks for whatever in the model exists in one account and region only", () => {
    const model = parseDocument(complete);
    expect(questionsFor(model).map(({ option }) => option)).to.include.members(bound);
    const inVpc = parseDocument(
      "config:\n  aws:region: us-east-1\n  migration-landing-zone:network:\n    existingVpc: { id: vpc-0a1b2c3d4e5f60718 }\n    onPremises: { transitGatewayId: tgw-0a1b2c3d4e5f60718 }\n",
    );
    expect(questionsFor(inVpc).map(({ option }) => option)).to.include.members([
      "network.existingVpc.id",
      "network.onPremises.transitGatewayId",
    ]);
  });

  it("takes none of it into another account, all of it in the same, what has no region in another", () => {
    const named = (home: Parameters<typeof defaultsOf>[1]) => {
      const defaults = defaultsOf(complete, home);
      return bound.filter((option) => defaults[option] !== "");
    };
    const home = { account: "998877665544", region: "eu-central-1" };
    expect(named(home)).to.have.members(
      bound.filter((option) => option !== "database.backup.vault.copyToVaultArn"),
    );
    expect(named({ ...home, account: "112233445566" })).to.deep.equal([]);
    expect(named({ ...home, region: "eu-west-3" })).to.deep.equal(["permissionsBoundaryArn"]);
  });

  it("proposes no example of the documentation", () => {
    const defaults = defaultsOf(readFileSync(stacks.path("prod"), "utf8"), {
      account: "444455556666",
      region: "us-east-1",
    });
    for (const option of ["gateway", "host-erp", "domain", "edge.hostedZoneId"]) {
      expect(defaults[option], option).to.equal("");
    }
  });

  it("leaves out what has no answer, with maps and lists that have nothing else", () => {
    const model = parseDocument(complete);
    const answers = questionsFor(model).map((question) => [question, ""] as const);
    const draft = draftStack(model, answers, stacks).toJS() as { config: Record<string, unknown> };
    const { config } = draft;
    expect(config).not.to.have.any.keys("migration-landing-zone:encryption");
    expect(config["migration-landing-zone:edge"]).not.to.have.property("additionalCertificateArns");
    expect(config["migration-landing-zone:dms"]).not.to.have.nested.property(
      "sources.crm.secretArn",
    );
  });

  it("takes the DMS service roles as existing where another stack of the account makes them", () => {
    expect(serviceRolesIn("444455556666", "prod")).to.equal("existing");
  });

  it("asks for what the model has, and for nothing else", () => {
    const options = (stack: string) => questionsFor(stacks.read(stack)).map(({ option }) => option);
    expect(options("dev")).to.include.members(["account", "gateway", "host-erp", "certificate"]);
    expect(options("staging")).not.to.include("gateway");
    expect(options("prod")).to.include.members(["host-erp", "host-crm", "domain"]);
  });
});
