import { execFileSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { projectDirectory } from "../../support/engine";

/** The certificate of an authority, which the programs read from their own folder. */
const certificate = join(projectDirectory, "certificates/corp-example-root-ca.pem");

interface Manifest {
  readonly version: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

/**
 * A folder outside of this repository with the packed tarballs of the components and of the policy
 * pack installed by npm. The providers' SDKs, which are hundreds of megabytes, are copied from this
 * repository's installation in place of being downloaded again.
 */
export class Consumer {
  /** The installed policy pack. */
  readonly pack: string;

  private constructor(private readonly folder: string) {
    this.pack = join(folder, "node_modules/migration-landing-zone-policies");
  }

  static install(): Consumer {
    const folder = mkdtempSync(join(tmpdir(), "consumer-"));
    const tarballs = ["components", "policy-pack"].map((source) => {
      const into = join(folder, "tarballs", source);
      mkdirSync(into, { recursive: true });
      run(join(projectDirectory, source), "npm", "pack", "--silent", "--pack-destination", into);
      return join(into, readdirSync(into)[0]!);
    });
    writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true }));
    const quick = ["--ignore-scripts", "--prefer-offline", "--no-audit", "--no-fund", "--silent"];
    run(folder, "npm", "install", "--legacy-peer-deps", ...quick, ...tarballs);
    const consumer = new Consumer(folder);
    const { peerDependencies = {} } = consumer.manifest("@migration-landing-zone/components");
    for (const name of [...Object.keys(peerDependencies), "@types/node", "typescript"]) {
      consumer.#copy(name);
    }
    return consumer;
  }

  /** The package.json of an installed package. */
  manifest(name: string): Manifest {
    const file = join(this.folder, "node_modules", name, "package.json");
    return JSON.parse(readFileSync(file, "utf8")) as Manifest;
  }

  /** The names of all files of an installed package. */
  filesOf(name: string): string[] {
    const folder = join(this.folder, "node_modules", name);
    return readdirSync(folder, { recursive: true, encoding: "utf8" });
  }

  /** Writes a file of a project; returns the project's folder. */
  write(project: string, file: string, text: string): string {
    const path = join(this.folder, project, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    return join(this.folder, project);
  }

  /** Copies a project of this repository; returns its folder. */
  add(source: string, project = source): string {
    const folder = join(this.folder, project);
    cpSync(join(projectDirectory, source), folder, { recursive: true });
    return folder;
  }

  /** Puts the certificate that the programs read into a project. */
  addCertificate(project: string, file: string): void {
    cpSync(certificate, join(this.folder, project, file));
  }

  /** Checks the types of all programs at once; returns the compiler's messages. */
  typecheck(): string {
    const { compilerOptions } = JSON.parse(
      readFileSync(
        join(projectDirectory, "templates/migration-landing-zone/tsconfig.json"),
        "utf8",
      ),
    ) as { compilerOptions: object };
    const programs = { compilerOptions, include: ["**/*.ts"] };
    writeFileSync(join(this.folder, "tsconfig.json"), JSON.stringify(programs));
    try {
      run(this.folder, process.execPath, "node_modules/typescript/bin/tsc");
      return "";
    } catch (error) {
      return String((error as { stdout?: unknown }).stdout);
    }
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Copies a package with its dependencies, as hard links if the file system has them. */
  #copy(name: string): void {
    const [from, to] = [projectDirectory, this.folder].map((root) =>
      join(root, "node_modules", name),
    ) as [string, string];
    if (existsSync(to) || !existsSync(from)) return;
    mkdirSync(dirname(to), { recursive: true });
    try {
      run(projectDirectory, "cp", "-al", from, to);
    } catch {
      rmSync(to, { recursive: true, force: true });
      cpSync(from, to, { recursive: true });
    }
    for (const dependency of Object.keys(this.manifest(name).dependencies ?? {})) {
      this.#copy(dependency);
    }
  }
}

function run(cwd: string, command: string, ...args: readonly string[]): void {
  execFileSync(command, args, { cwd, stdio: ["ignore", "pipe", "pipe"] });
}
