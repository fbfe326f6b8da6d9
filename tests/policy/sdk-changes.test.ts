import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { expect } from "chai";
import { projectDirectory } from "../support/engine";
import { PackProcess, packDirectory } from "./support/pack-process";
import { draft, plan, ref } from "./support/plan";

/** Changes that a version of the SDK might bring, each as a text of its server and what replaces it. */
const changes = {
  "goes over the resources once more": [
    "for (const r of resources) {",
    "for (const r of resources) { r.getUrn(); r.getProperties(); }\nfor (const r of resources) {",
  ],
  "reads the list of resources for each policy": [
    "const intermediates = [];",
    "const intermediates = []; [...req.getResourcesList()].length;",
  ],
  "lets other work pass between policies": [
    "yield Promise.resolve(p.validateStack(args, reportViolation));",
    "yield new Promise(setImmediate); yield Promise.resolve(p.validateStack(args, reportViolation));",
  ],
  "hands over no resources": ["const resources = req.getResourcesList();", "const resources = [];"],
} as const;

const stack = plan(
  draft("pulumi:pulumi:Stack", "landing-zone-dev"),
  draft("ec2.SecurityGroup", "silent", { description: "says nothing" }),
  draft("secretsmanager.Secret", "db"),
  draft("dms.ReplicationInstance", "dms", { publiclyAccessible: true }),
  draft("secretsmanager.SecretRotation", "rotation", {
    secretId: ref("db"),
    rotationRules: { automaticallyAfterDays: 400 },
  }),
);

describe("the pack on an SDK that is not quite the present one", function () {
  this.timeout(60_000);
  let folder: string;
  let usual: string[];

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "sdk-"));
    usual = await verdicts(packDirectory);
    expect(usual.join("\n")).to.contain("egress-explicit").and.to.contain("dms-not-public");
  });
  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  for (const change of [
    "goes over the resources once more",
    "reads the list of resources for each policy",
    "lets other work pass between policies",
  ] as const) {
    it(`has the same verdicts where the SDK ${change}`, async () => {
      expect(await verdicts(copyWith(change))).to.deep.equal(usual);
    });
  }

  it("fails with a message where the SDK hands over no resources", async () => {
    const failure = await verdicts(copyWith("hands over no resources")).then(
      () => "no failure",
      (error: unknown) => String(error),
    );
    expect(failure).to.contain("has handed it a stack without any");
  });

  /** A copy of the pack with a changed SDK, and all other packages as they are. */
  function copyWith(change: keyof typeof changes): string {
    const copy = mkdtempSync(join(folder, "copy-"));
    const installed = join(projectDirectory, "node_modules");
    const modules = join(copy, "node_modules");
    mkdirSync(join(modules, "@pulumi"), { recursive: true });
    link(installed, modules, "@pulumi");
    link(join(installed, "@pulumi"), join(modules, "@pulumi"), "policy");
    cpSync(join(installed, "@pulumi/policy"), join(modules, "@pulumi/policy"), { recursive: true });
    const server = join(modules, "@pulumi/policy/server.js");
    const text = readFileSync(server, "utf8");
    const [before, after] = changes[change];
    expect(text, "the SDK's server").to.contain(before);
    rmSync(server);
    writeFileSync(
      server,
      text.replaceAll(before, () => after),
    );
    const pack = join(copy, "pack");
    cpSync(packDirectory, pack, {
      recursive: true,
      filter: (path) => basename(path) !== "node_modules",
    });
    return pack;
  }
});

/** Links everything in a folder into another, but for one thing. */
function link(from: string, to: string, except: string): void {
  for (const name of readdirSync(from).filter((item) => item !== except)) {
    symlinkSync(join(from, name), join(to, name));
  }
}

async function verdicts(directory: string): Promise<string[]> {
  const pack = await PackProcess.start(directory);
  try {
    await pack.configure({});
    const found = await pack.analyze(stack);
    return found.map(({ policyname, urn, message }) => `${policyname} ${urn} ${message}`);
  } finally {
    pack.stop();
  }
}
