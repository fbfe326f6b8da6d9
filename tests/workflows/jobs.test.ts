import { expect } from "chai";
import { type CannedAnswer, runJob } from "./support/runner";
import { workflows } from "./support/workflow";

const preview = workflows["preview"]!.jobs;
const drift = workflows["drift"]!.jobs["drift"]!;
const deployProd = workflows["deploy"]!.jobs["prod"]!;

const backend = { "vars.PULUMI_BACKEND_URL": "s3://state" };
const github = {
  "github.token": "a-token",
  "github.repository": "corp/landing-zone",
  "github.event.pull_request.number": "7",
  "github.server_url": "https://github.example",
  "github.run_id": "4711",
};
const prod = { ...backend, ...github, "matrix.stack": "prod", "matrix.preset": "prod" };

describe("The preview of a pull request", () => {
  const previewing = (answer: Omit<CannedAnswer, "command">, context = prod) =>
    runJob(preview["preview"]!, context, [{ command: "npx pulumi preview", ...answer }]);

  it("runs under the policies of the environment, and keeps what was said", () => {
    const { commands, exitCode, file } = previewing({ stdout: "+ aws:ec2:Vpc\n" });
    expect(exitCode).to.equal(0);
    expect(commands.find((command) => command.startsWith("npx pulumi preview")))
      .to.include("--stack prod ")
      .and.include("--policy-pack policy-pack --policy-pack-config policy-pack/presets/prod.json");
    expect(file("preview/prod.txt")).to.equal("+ aws:ec2:Vpc\n");
    expect(file("preview/prod.exit")).to.equal("0\n");
  });

  it("fails when a mandatory policy is violated, and keeps why", () => {
    const { exitCode, file } = previewing({
      stdout: "[mandatory] egress-explicit\n",
      exitCode: 255,
    });
    expect(exitCode).to.equal(255);
    expect(file("preview/prod.txt")).to.include("egress-explicit");
    expect(file("preview/prod.exit")).to.equal("255\n");
  });

  const gated = (answer: Omit<CannedAnswer, "command">) =>
    runJob(preview["preview"]!, prod, [
      { command: "npm run --silent plan-gate", stdout: "**1 dangerous change**\n", ...answer },
    ]);

  it("tells of changes that a deployment would not make, which are no fault of it", () => {
    const { exitCode, file } = gated({ exitCode: 1 });
    expect(exitCode).to.equal(0);
    expect(file("preview/prod.gate.md")).to.equal("**1 dangerous change**\n");
    expect(file("summary.md")).to.include("**1 dangerous change**");
  });

  it("fails when nobody could look for them", () => {
    expect(gated({ exitCode: 2 }).exitCode).to.equal(2);
  });

  it("says which variable is missing before it asks anybody", () => {
    const { commands, exitCode, output } = previewing(
      {},
      { ...prod, "vars.PULUMI_BACKEND_URL": "" },
    );
    expect(exitCode).not.to.equal(0);
    expect(output).to.include("PULUMI_BACKEND_URL: is where the state is");
    expect(commands.filter((command) => command.includes("pulumi"))).to.deep.equal([]);
  });
});

describe("The comment on a pull request", () => {
  const previews = {
    "previews/preview-dev/dev.txt": "~ aws:rds:Cluster\n```\n",
    "previews/preview-dev/dev.exit": "0\n",
    "previews/preview-dev/dev.gate.md": "**2 dangerous changes need a decision**\n",
    "previews/preview-prod/prod.txt": "x".repeat(70_000),
    "previews/preview-prod/prod.exit": "255\n",
  };
  const commenting = (existing = "") =>
    runJob(preview["comment"]!, github, [
      { command: "gh run download", files: previews },
      { command: "gh api repos/corp/landing-zone/issues/7/comments", stdout: existing },
    ]);

  it("tells of each stack how its preview ended, within what GitHub takes", () => {
    const { exitCode, file } = commenting();
    const comment = file("comment.md") ?? "";
    expect(exitCode).to.equal(0);
    expect(comment).to.include("dev: previewed, no mandatory policy is violated");
    expect(comment).to.include("### dev\n\n**2 dangerous changes need a decision**\n");
    expect(comment).to.include("**staging**: no preview; the job failed before it.");
    expect(comment).to.include("prod: **the preview failed or a mandatory policy is violated**");
    expect(comment).to.include("Cut off here");
    expect(comment.length).to.be.below(65_536);
  });

  it("is written once and renewed by later runs", () => {
    expect(commenting().commands.at(-1)).to.match(
      /^gh api --method POST repos\/corp\/landing-zone\/issues\/7\/comments /,
    );
    expect(commenting("99\n").commands.at(-1)).to.match(
      /^gh api --method PATCH repos\/corp\/landing-zone\/issues\/comments\/99 /,
    );
  });

  it("says of every stack that there is no preview when none was made", () => {
    const { exitCode, file } = runJob(preview["comment"]!, github, [
      { command: "gh run download", exitCode: 1 },
    ]);
    expect(exitCode).to.equal(0);
    expect(file("comment.md")?.match(/no preview/g)).to.have.length(3);
  });
});

describe("A deployment", () => {
  const allowing = (allow: string) => ({ ...backend, "inputs.allow": allow });
  const deploying = (...answers: CannedAnswer[]) => runJob(deployProd, allowing(""), answers);
  const gate = "npm run --silent plan-gate";

  it("is not made while it would do harm that nobody has allowed", () => {
    const { commands, exitCode, file } = deploying({
      command: gate,
      stdout: "**1 dangerous change needs a decision**\n",
      exitCode: 1,
    });
    expect(exitCode).to.equal(1);
    expect(commands.at(-1)).to.match(/plan-gate -- \S+preview\.json --replications \S+tasks\.json/);
    expect(commands).to.deep.include("npx pulumi preview --stack prod --json --non-interactive");
    expect(commands.some((command) => command.startsWith("npx pulumi up"))).to.equal(false);
    expect(file("summary.md")).to.include("1 dangerous change");
  });

  it("is not made when nobody could look for harm, and says why", () => {
    const { commands, exitCode, output } = deploying({
      command: "npx pulumi preview",
      stdout: '{ "diagnostics": [] }',
      exitCode: 255,
    });
    expect(exitCode).to.equal(2);
    expect(output).to.include('"diagnostics"');
    expect(commands.at(-1)).to.match(/^npx pulumi preview/);
  });

  it("is made with what is allowed by name, for a reason", () => {
    const context = allowing("dms-orders=stopped at 12:40; network-vpn=window of Sunday;");
    const { commands, exitCode } = runJob(deployProd, context, []);
    expect(exitCode).to.equal(0);
    expect(commands.find((command) => command.startsWith(gate))).to.include(
      "--allow dms-orders=stopped at 12:40 --allow  network-vpn=window of Sunday --replications",
    );
  });

  it("is checked from the outside once it is there", () => {
    const { commands, exitCode } = deploying();
    expect(exitCode).to.equal(0);
    expect(commands.at(-2)).to.match(/^npx pulumi up --stack prod --yes .*presets\/prod\.json$/);
    expect(commands.at(-1)).to.equal("npm run test:integration -- --stack prod");
  });

  it("is not checked, and goes no further, when it fails", () => {
    const { commands, exitCode } = deploying({ command: "npx pulumi up", exitCode: 255 });
    expect(exitCode).to.equal(255);
    expect(commands.at(-1)).to.match(/^npx pulumi up/);
  });
});

describe("The search for drift", () => {
  const changed = {
    command: "npx pulumi preview",
    stdout: "~ aws:ec2:SecurityGroup\nerror: no changes were expected but changes were proposed\n",
    exitCode: 255,
  };
  const searching = (...answers: CannedAnswer[]) => runJob(drift, prod, answers);

  it("opens an issue that shows what has changed", () => {
    const { commands, exitCode, file } = searching(changed);
    expect(exitCode).to.equal(0);
    expect(commands.at(-1)).to.equal("gh issue create --title Drift in prod --body-file issue.md");
    expect(file("issue.md")).to.include("~ aws:ec2:SecurityGroup");
    expect(file("issue.md")).to.include(
      "https://github.example/corp/landing-zone/actions/runs/4711",
    );
  });

  it("compares everything but the values of secrets, which its role may not read", () => {
    const preview = searching().commands.find((command) =>
      command.startsWith("npx pulumi preview"),
    );
    expect(preview).to.include("--refresh --expect-no-changes");
    const [, pattern = ""] = /--exclude (\S+)/.exec(preview ?? "") ?? [];
    // As the CLI reads it: two stars stand for anything.
    const excluded = new RegExp(`^${pattern.replaceAll("**", ".*")}$`);
    const urn = (type: string) =>
      `urn:pulumi:prod::migration-landing-zone::migration:dms:Dms$aws:secretsmanager/${type}::dms`;
    expect(urn("secretVersion:SecretVersion")).to.match(excluded);
    expect(urn("secret:Secret")).not.to.match(excluded);
    expect(urn("secretRotation:SecretRotation")).not.to.match(excluded);
  });

  it("adds to the issue that is open", () => {
    const { commands } = searching(changed, { command: "gh issue list", stdout: "12\n" });
    expect(commands.at(-1)).to.equal("gh issue comment 12 --body-file issue.md");
  });

  it("closes the issue when the drift is gone", () => {
    const { commands } = searching({ command: "gh issue list", stdout: "12\n" });
    expect(commands.at(-1)).to.match(/^gh issue close 12 /);
  });

  it("is not taken for drift when it could not be made", () => {
    const { commands, exitCode } = searching({
      command: "npx pulumi preview",
      stdout: "error: no valid credential sources found\n",
      exitCode: 255,
    });
    expect(exitCode).to.equal(255);
    expect(commands.filter((command) => command.startsWith("gh"))).to.deep.equal([]);
  });
});
