import { readFileSync } from "node:fs";
import { expect } from "chai";
import { fixture as changeGuardFixture } from "../change-guard/fixtures/read";
import { type CannedAnswer, runJob } from "./support/runner";
import { recorded } from "./support/recorded";
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

  it("runs under the policies of the environment, and keeps its output", () => {
    const { commands, exitCode, file } = previewing({ stdout: "+ aws:ec2:Vpc\n" });
    expect(exitCode).to.equal(0);
    expect(commands.find((command) => command.startsWith("npx pulumi preview")))
      .to.include("--stack prod ")
      .and.include("--policy-pack policy-pack --policy-pack-config policy-pack/presets/prod.json");
    expect(file("preview/prod.txt")).to.equal("+ aws:ec2:Vpc\n");
  });

  const section = { command: "npm run --silent preview-section", isReal: true };
  const guard = "npm run --silent change-guard";

  it("fails when a mandatory policy is violated, and names the policy first", () => {
    const { exitCode, file } = runJob(preview["preview"]!, prod, [
      { command: "npx pulumi preview", stdout: recorded("mandatory.txt"), exitCode: 1 },
      section,
    ]);
    expect(exitCode).to.equal(1);
    const text = file("preview/prod.md") ?? "";
    const [reasons = ""] = text.split("<details>");
    expect(reasons)
      .to.include("**The preview failed or a mandatory policy is violated.**")
      .and.include("[mandatory] [severity: medium]  secret-rotation-window")
      .and.include("the rotation has no duration, so that it may run all day")
      .and.include("error: preview failed");
    expect(reasons).not.to.include("[advisory]");
    expect(text.split("<details>")[1]).to.include("aws:");
  });

  it("fails when Pulumi refuses to replace a protected resource, and names it", () => {
    const { exitCode, file } = runJob(preview["preview"]!, prod, [
      { command: "npx pulumi preview", stdout: recorded("protected.txt"), exitCode: 255 },
      section,
    ]);
    expect(exitCode).to.equal(255);
    expect(file("preview/prod.md")?.split("<details>")[0])
      .to.include('error: unable to replace resource "urn:pulumi:prod')
      .and.include("::database-backup")
      .and.include("as it is currently marked for protection")
      .and.include("::dms-inventory");
  });

  const guarded = (answer: Omit<CannedAnswer, "command">) =>
    runJob(preview["preview"]!, prod, [
      { command: guard, stdout: "**1 dangerous change**\n", ...answer },
      section,
    ]);

  it("shows dangerous changes, which are no reason not to merge", () => {
    const { exitCode, file } = guarded({ exitCode: 1 });
    expect(exitCode).to.equal(0);
    expect(file("preview/prod.md")).to.include("**1 dangerous change**");
    expect(file("summary.md")).to.include("**1 dangerous change**");
  });

  it("shows the findings of the policies with the keys that settle them", () => {
    const policies = {
      ...{ pack: "pack", version: "1", rules: 1, evaluations: 1 },
      results: [
        { policy: "aurora-port", outcome: "violation", level: "advisory", message: "3306" },
      ],
    };
    const plan = { project: "zone", stack: "prod", resources: [], providers: [], policies };
    const { commands, file } = runJob(preview["preview"]!, prod, [
      { command: "npm start --silent", files: { "preview/prod.plan.json": JSON.stringify(plan) } },
      { command: "npm run --silent findings-report", isReal: true },
      section,
    ]);
    expect(commands.find((command) => command.startsWith("npm start")))
      .to.include("--stack prod ")
      .and.include("--policy-pack-config policy-pack/presets/prod.json");
    expect(file("preview/prod.md")).to.include("- `aurora-port`: set `database.port: 3307`");
  });

  it("fails when the change guard cannot look", () => {
    expect(guarded({ exitCode: 2 }).exitCode).to.equal(2);
  });

  it("names the file of the stack when it lacks the secrets provider", () => {
    const fresh = { "Pulumi.prod.yaml": "config: {}\n" };
    for (const job of [preview["preview"]!, drift, deployProd]) {
      const context = { ...prod, "inputs.allow": "" };
      const { commands, exitCode, output } = runJob(job, context, [], fresh);
      expect(exitCode).to.equal(2);
      expect(output).to.include("Pulumi.prod.yaml has no secretsprovider");
      expect(commands.filter((command) => command.includes("pulumi"))).to.deep.equal([]);
    }
  });

  it("names the missing variable before it calls anything", () => {
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
    "previews/preview-dev/dev.md": "\n### dev\n\nNo mandatory policy is violated.\n",
    "previews/preview-prod/prod.md": "\n### prod\n\n**The preview failed.**\n",
  };
  const commenting = (existing = "") =>
    runJob(preview["comment"]!, github, [
      { command: "gh run download", files: previews },
      { command: "gh api repos/corp/landing-zone/issues/7/comments", stdout: existing },
    ]);

  it("has the section of each stack, in order", () => {
    const { exitCode, file } = commenting();
    expect(exitCode).to.equal(0);
    expect(file("comment.md")).to.equal(
      [
        "<!-- landing-zone-preview -->\n## Preview\n",
        previews["previews/preview-dev/dev.md"],
        "\n### staging\n\nNo preview: the job failed before it.\n",
        previews["previews/preview-prod/prod.md"],
      ].join(""),
    );
  });

  it("is written once and renewed by later runs", () => {
    expect(commenting().commands.at(-1)).to.match(
      /^gh api --method POST repos\/corp\/landing-zone\/issues\/7\/comments /,
    );
    expect(commenting("99\n").commands.at(-1)).to.match(
      /^gh api --method PATCH repos\/corp\/landing-zone\/issues\/comments\/99 /,
    );
  });

  it("reports every stack without a preview", () => {
    const { exitCode, file } = runJob(preview["comment"]!, github, [
      { command: "gh run download", exitCode: 1 },
    ]);
    expect(exitCode).to.equal(0);
    expect(file("comment.md")?.match(/No preview/g)).to.have.length(3);
  });
});

describe("A deployment", () => {
  const allowing = (allow: string) => ({ ...backend, "inputs.allow": allow });
  const deploying = (...answers: CannedAnswer[]) => runJob(deployProd, allowing(""), answers);
  const guard = "npm run --silent change-guard";

  it("is not made while a change is dangerous and not allowed", () => {
    const { commands, exitCode, file } = deploying({
      command: guard,
      stdout: "**1 dangerous change needs a decision**\n",
      exitCode: 1,
    });
    expect(exitCode).to.equal(1);
    expect(commands.at(-1)).to.match(
      /change-guard -- \S+preview\.json --replications \S+tasks\.json/,
    );
    expect(commands).to.deep.include("npx pulumi preview --stack prod --json --non-interactive");
    expect(commands.some((command) => command.startsWith("npx pulumi up"))).to.equal(false);
    expect(file("summary.md")).to.include("1 dangerous change");
  });

  it("is not made when the preview failed, and shows the reason only", () => {
    const failed = {
      diagnostics: [{ severity: "error", message: "no valid credential sources found" }],
      steps: [],
    };
    const { commands, exitCode, output } = deploying(
      { command: "npx pulumi preview", stdout: JSON.stringify(failed), exitCode: 255 },
      { command: "aws dms describe-replication-tasks", stdout: '{ "ReplicationTasks": [] }' },
      { command: "aws dms describe-replications", stdout: '{ "Replications": [] }' },
      { command: guard, isReal: true },
    );
    expect(exitCode).to.equal(2);
    expect(output.trim()).to.match(/The preview failed:\nno valid credential sources found$/);
    expect(commands.some((command) => command.startsWith("npx pulumi up"))).to.equal(false);
  });

  it("is not made over a protected resource, whatever is allowed, and names it", () => {
    const { exitCode, file } = runJob(deployProd, allowing("database-backup=moving"), [
      {
        command: "npx pulumi preview",
        stdout: readFileSync(changeGuardFixture("refused"), "utf8"),
        exitCode: 255,
      },
      { command: "aws dms describe-replication-tasks", stdout: '{ "ReplicationTasks": [] }' },
      { command: "aws dms describe-replications", stdout: '{ "Replications": [] }' },
      { command: guard, isReal: true },
    ]);
    expect(exitCode).to.equal(1);
    expect(file("summary.md"))
      .to.include("3 protected resources would be replaced or deleted: Pulumi refuses to deploy")
      .and.include("pulumi state unprotect");
  });

  it("is made with the allowances", () => {
    const context = allowing("dms-orders=stopped at 12:40; network-vpn=window of Sunday;");
    const { commands, exitCode } = runJob(deployProd, context, []);
    expect(exitCode).to.equal(0);
    expect(commands.find((command) => command.startsWith(guard))).to.include(
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
    stdout: recorded("drift.txt"),
    exitCode: 7,
  };
  const searching = (...answers: CannedAnswer[]) => runJob(drift, prod, answers);

  it("opens an issue that shows the changes", () => {
    const { commands, exitCode, file } = searching(changed);
    expect(exitCode).to.equal(0);
    expect(commands.at(-1)).to.equal("gh issue create --title Drift in prod --body-file issue.md");
    expect(file("issue.md")).to.include("+ ipv6CidrBlock: [unknown]");
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
