import { expect } from "chai";
import { workflows, workflowText, type WorkflowJob } from "./support/workflow";

const jobs: readonly (readonly [string, WorkflowJob])[] = Object.entries(workflows).flatMap(
  ([file, { jobs: ofFile }]) =>
    Object.entries(ofFile).map(([name, job]) => [`${file}: ${name}`, job] as const),
);

describe("The GitHub workflows", () => {
  it("pin every action by its commit, with the version beside it", () => {
    for (const name of Object.keys(workflows)) {
      const used = [...workflowText(name).matchAll(/uses: (.*)/g)].map(([, action]) => action);
      for (const action of used) {
        expect(action, name).to.match(/^[\w.-]+\/[\w.-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
      }
    }
  });

  it("give no permission but what each job asks for, and none to write code", () => {
    for (const [name, { permissions }] of Object.entries(workflows)) {
      expect(permissions, name).to.deep.equal({});
    }
    for (const [name, { permissions = {} }] of jobs) {
      expect(permissions["contents"], name).to.equal("read");
    }
  });

  it("know no key that lasts: roles are assumed with a token of the run", () => {
    for (const [name, job] of jobs) {
      const credentials = job.steps.find(({ uses }) => uses?.startsWith("aws-actions/"));
      if (credentials === undefined) continue;
      expect(job.permissions?.["id-token"], name).to.equal("write");
      expect(Object.keys(credentials.with ?? {}), name)
        .to.include("role-to-assume")
        .and.not.include("aws-access-key-id");
    }
    for (const name of Object.keys(workflows)) {
      expect(workflowText(name), name).not.to.include("secrets.");
    }
  });

  it("end by themselves, and hand values to shells in environment variables only", () => {
    for (const [name, job] of jobs) {
      expect(job["timeout-minutes"], name).to.be.within(1, 120);
      for (const { run = "" } of job.steps) expect(run, name).not.to.include("${{");
    }
  });

  it("deploy dev, then staging, then prod, never two at once and never half", () => {
    const { dev, staging, prod } = workflows["deploy"]!.jobs;
    expect([dev?.needs, staging?.needs, prod?.needs]).to.deep.equal([undefined, "dev", "staging"]);
    for (const [stack, job] of Object.entries({ dev, staging, prod })) {
      expect(job?.environment).to.equal(stack);
      expect(job?.env?.["STACK"]).to.equal(stack);
      expect(job?.concurrency).to.deep.equal({
        group: `deploy-${stack}`,
        "cancel-in-progress": false,
      });
    }
  });

  it("hand no credentials to code from forks", () => {
    expect(workflows["preview"]!.jobs["preview"]?.if).to.equal(
      "github.event.pull_request.head.repo.full_name == github.repository",
    );
    for (const [name, { on }] of Object.entries(workflows)) {
      expect(Object.keys(on), name).not.to.include("pull_request_target");
    }
  });
});
