import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect } from "chai";
import { projectDirectory } from "../support/engine";
import { exercised } from "./exercised";

const documents = [
  "README.md",
  "CONTRIBUTING.md",
  "bootstrap/README.md",
  "certificates/README.md",
  "policy-pack/README.md",
  "checks/README.md",
  ...readdirSync(join(projectDirectory, "tools")).map((name) => `tools/${name}/README.md`),
  ...readdirSync(join(projectDirectory, "docs"))
    .filter((file) => file.endsWith(".md"))
    .map((file) => `docs/${file}`),
];

const read = (file: string) => readFileSync(join(projectDirectory, file), "utf8");

/** The commands of a document's blocks for shells, without comments. */
function commandsIn(document: string, heading: "sh" | "sh account"): readonly string[] {
  const blocks = [...read(document).matchAll(/^```(.*)\n([\s\S]*?)^```/gm)];
  return blocks
    .filter(([, info]) => info === heading)
    .flatMap(([, , text = ""]) => text.split("\n"))
    .map((line) => line.replace(/\s+#.*$/, "").trim())
    .filter((line) => line !== "")
    .flatMap((line) => line.split(" && "));
}

/** The scripts of package.json. */
const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };

describe("The documents", () => {
  for (const document of documents) {
    it(`link to what is there: ${document}`, () => {
      const links = [...read(document).matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)].map(
        ([, target = ""]) => target,
      );
      for (const link of links) {
        const target = join(projectDirectory, dirname(document), link);
        expect(existsSync(target), `${document} links to ${link}`).to.equal(true);
      }
    });

    it(`name commands that are exercised, or that need an account: ${document}`, () => {
      for (const command of commandsIn(document, "sh")) {
        const evidence = exercised.find(({ pattern }) => pattern.test(command));
        expect(evidence, `${document}: ${command}`).not.to.equal(undefined);
      }
      for (const command of commandsIn(document, "sh account")) {
        expect(command, document).to.match(
          /^(?:npx pulumi|aws|mysqldump|cd|rm|PULUMI_\w+=\S+ npx pulumi|npm run (?:change-guard|migrate|test:integration)) ?/,
        );
      }
    });

    it(`call scripts that exist: ${document}`, () => {
      const called = [...read(document).matchAll(/npm run (?:--silent )?([a-z][\w:-]*)/g)];
      for (const [, script = ""] of called) expect(scripts, document).to.have.property(script);
    });
  }
});

describe("What exercises the commands of the documents", () => {
  for (const { pattern, file, text } of exercised) {
    it(`is there for ${pattern.source}`, () => {
      expect(read(file)).to.include(text);
    });
  }
});
