import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { mandatoryViolations, planOf, projectDirectory } from "../support/engine";
import { Consumer } from "./support/consumer";

const name = "@migration-landing-zone/components";
const read = (file: string) => readFileSync(join(projectDirectory, file), "utf8");

const pulumiYaml = (project: string) =>
  read("examples/existing-vpc/Pulumi.yaml").replace(/^name: .*/, `name: ${project}`);

/** The file that `pulumi stack init` leaves. */
const emptyStack = "config: {}\n";

/** The programs of the package's README by their heading. */
const readmePrograms = new Map(
  [
    ...read("components/README.md").matchAll(
      /^## ([\w ]+)\n(?:(?!^## ).*\n)*?```ts\n([^]*?)```$/gm,
    ),
  ].map(([, heading = "", program = ""]) => [heading, program]),
);
const alone = [...readmePrograms.keys()].filter((heading) => heading !== "All together");
const examples = readdirSync(join(projectDirectory, "examples"), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);

const template = "templates/migration-landing-zone";
const answers = {
  owner: "platform-team",
  costCenter: "4711",
  vpcCidr: "10.20.0.0/16",
  onPremisesCidr: "192.168.10.0/24",
  gatewayAddress: "203.0.113.10",
  sourceHost: "mysql.corp.example",
  schema: "orders",
  certificateArn:
    "arn:aws:acm:us-east-1:111122223333:certificate/5f0d2c1e-0000-4000-8000-000000000001",
  allowedCidr: "203.0.113.0/24",
  alertEmail: "dba@corp.example",
};

/** A project as `pulumi new` makes it of the template. */
function newProject(consumer: Consumer): string {
  const folder = consumer.add(template, "new-project");
  for (const file of ["Pulumi.yaml", "package.json", "README.md"]) {
    const text = read(join(template, file))
      .replaceAll("${PROJECT}", "new-project")
      .replaceAll("${DESCRIPTION}", "Made of the template");
    consumer.write("new-project", file, text);
  }
  consumer.write(
    "new-project",
    "Pulumi.dev.yaml",
    `config:\n  aws:region: us-east-1\n${Object.entries(answers)
      .map(([key, value]) => `  new-project:${key}: ${JSON.stringify(value)}\n`)
      .join("")}`,
  );
  consumer.addCertificate("new-project", "source-ca.pem");
  return folder;
}

describe("The packages, installed in an empty folder", function () {
  this.timeout(600_000);
  let consumer: Consumer;
  const folders = new Map<string, string>();

  before(() => {
    consumer = Consumer.install();
    for (const [heading, program] of readmePrograms) {
      const project = heading.toLowerCase().replaceAll(" ", "-");
      consumer.write(project, "Pulumi.yaml", pulumiYaml(project));
      consumer.write(project, "Pulumi.dev.yaml", emptyStack);
      consumer.addCertificate(project, "corp-ca.pem");
      folders.set(heading, consumer.write(project, "index.ts", program));
    }
    for (const example of examples) {
      folders.set(example, consumer.add(join("examples", example)));
      consumer.addCertificate(join("examples", example), "source-ca.pem");
      consumer.write(join("examples", example), "Pulumi.dev.yaml", emptyStack);
    }
    folders.set("template", newProject(consumer));
  });
  after(() => {
    consumer.remove();
  });

  it("hold compiled components with types, and nothing else", () => {
    const files = consumer.filesOf(name);
    expect(files).to.include.members(["README.md", "CHANGELOG.md", "LICENSE", "package.json"]);
    expect(files.filter((file) => /\.ts$/.test(file) && !file.endsWith(".d.ts"))).to.eql([]);
    expect(files.filter((file) => /^dist.(?!components|lib)/.test(file))).to.eql([]);
  });

  it("have an example for each component alone, and one for all together", () => {
    const { exports } = JSON.parse(read("components/package.json")) as { exports: object };
    const paths = Object.keys(exports)
      .map((path) => path.slice(2))
      .filter((path) => path !== "" && path !== "common" && path !== "package.json");
    expect(alone.map((heading) => heading.toLowerCase())).to.have.members(paths);
    expect(readmePrograms.get("All together")).to.equal(read(`${template}/index.ts`));
  });

  it("are what the projects ask for", () => {
    const versions = [name, "migration-landing-zone-policies"].map((item) => [
      item,
      `^${consumer.manifest(item).version}`,
    ]);
    for (const project of [...examples.map((example) => join("examples", example)), template]) {
      const { dependencies, devDependencies } = JSON.parse(read(join(project, "package.json"))) as {
        dependencies: Record<string, string>;
        devDependencies: Record<string, string>;
      };
      const asked = { ...dependencies, ...devDependencies };
      for (const [item = "", range] of versions) {
        if (item in asked || project !== "examples/policy-pack-only") {
          expect(asked[item], `${project}: ${item}`).to.equal(range);
        }
      }
    }
  });

  it("type-check in every program", () => {
    expect(consumer.typecheck()).to.equal("");
  });

  for (const heading of alone) {
    it(`preview the README's program for ${heading}`, async () => {
      const plan = await planOf({ cwd: folders.get(heading)! });
      const components = plan.resources.filter(({ type }) => type.startsWith("migration:"));
      expect(components.map(({ type }) => type.split(":").at(-1))).to.include(heading);
      expect(Object.keys(plan.outputs)).to.not.be.empty;
    });
  }

  for (const project of [...examples, "template"]) {
    it(`preview ${project} without a violation of a mandatory policy`, async () => {
      const cwd = folders.get(project)!;
      const policyPackConfig =
        project === "policy-pack-only" ? { policyPackConfig: join(cwd, "policies.json") } : {};
      const plan = await planOf({ cwd, policyPack: consumer.pack, ...policyPackConfig });
      expect(plan.policies?.evaluations).to.be.greaterThan(0);
      expect(mandatoryViolations(plan)).to.deep.equal([]);
      expect(plan.resources.filter(({ custom }) => custom)).to.not.be.empty;
    });
  }

  it("find what is wrong with a program of others", async () => {
    const broken = read("examples/policy-pack-only/index.js").replace(
      "enableKeyRotation: true,",
      "",
    );
    const cwd = consumer.write("examples/policy-pack-only", "index.js", broken);
    const plan = await planOf({ cwd, policyPack: consumer.pack });
    expect(mandatoryViolations(plan).map(({ policy }) => policy)).to.deep.equal(["kms-rotation"]);
  });
});

describe("The template of pulumi new", () => {
  it("asks for every key that its program requires", () => {
    const asked = [...read(`${template}/Pulumi.yaml`).matchAll(/^ {4}([\w:]+):$/gm)].map(
      ([, key]) => key,
    );
    const required = [...read(`${template}/index.ts`).matchAll(/config\.require\("(\w+)"\)/g)].map(
      ([, key]) => key,
    );
    expect(asked).to.have.members([...new Set(required), "aws:region", "protect"]);
    expect(asked).to.include.members(Object.keys(answers));
  });
});
