import { expect } from "chai";
import { draftStack } from "@landing-zone/new-environment/draft";
import { questionsFor } from "@landing-zone/new-environment/questions";
import { StackFiles } from "@landing-zone/new-environment/stack-files";
import { projectDirectory } from "../support/engine";

const stacks = new StackFiles(projectDirectory);

/** What the new stack says of the DMS service roles, in an account. */
function serviceRolesIn(account: string, from: string): unknown {
  const model = stacks.read(from);
  const answers = questionsFor(model).map(
    (question) => [question, question.option === "account" ? account : ""] as const,
  );
  const draft = draftStack(model, answers, stacks);
  return draft.getIn(["config", "migration-landing-zone:dms", "serviceRoles"]);
}

describe("The draft of a new stack", () => {
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
