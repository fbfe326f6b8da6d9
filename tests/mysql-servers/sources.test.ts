import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import type { Flavour } from "@landing-zone/mysql-servers/flavours";
import { serverProgram } from "@landing-zone/mysql-servers/installation";

const silent = () => undefined;

describe("Where a server program comes from", () => {
  let folder: string;
  let before: NodeJS.ProcessEnv;

  beforeEach(() => {
    before = { ...process.env };
    folder = mkdtempSync(join(tmpdir(), "sources-"));
    delete process.env["MYSQLD"];
    process.env["PATH"] = join(folder, "bin");
    process.env["XDG_CACHE_HOME"] = join(folder, "cache");
    process.env["HOME"] = folder;
    mkdirSync(join(folder, "bin"));
  });
  afterEach(() => {
    for (const name of ["MYSQLD", "PATH", "XDG_CACHE_HOME", "HOME"]) {
      if (before[name] === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = before[name];
    }
    rmSync(folder, { recursive: true });
  });

  /** Writes a shell script and returns its path. */
  function executable(name: string, script: string): string {
    const file = join(folder, name);
    writeFileSync(file, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    return file;
  }

  const printing = (version: string) => `echo "mysqld  Ver ${version} for Linux on x86_64"`;
  const docker = `case "$1" in version) echo 27.0;; image) exit 0;; esac`;

  async function failure(flavour: Flavour): Promise<string> {
    try {
      await serverProgram(flavour, silent);
    } catch (error) {
      return (error as Error).message;
    }
    throw new Error("a program was found");
  }

  it("is MYSQLD, before one on the PATH", async () => {
    executable("bin/mysqld", printing("8.0.40"));
    process.env["MYSQLD"] = executable("mine", printing("8.0.36"));
    const { origin } = await serverProgram("mysql-8.0", silent);
    expect(origin).to.equal(join(folder, "mine"));
  });

  it("is the PATH, when MYSQLD has another version", async () => {
    const onPath = executable("bin/mysqld", printing("8.0.40"));
    process.env["MYSQLD"] = executable("mine", printing("9.1.0"));
    expect((await serverProgram("mysql-8.0", silent)).origin).to.equal(onPath);
    expect((await serverProgram("mysql-9", silent)).origin).to.equal(join(folder, "mine"));
  });

  it("distinguishes MariaDB and MySQL of the same version number", async () => {
    process.env["MYSQLD"] = executable("mine", printing("10.11.6-MariaDB"));
    expect((await serverProgram("mariadb-10.11", silent)).origin).to.equal(join(folder, "mine"));
    expect(await failure("mysql-9")).to.include("MYSQLD is Ver 10.11.6-MariaDB");
  });

  it("is Docker, where it runs, with the server's folder and the host's network", async () => {
    executable("bin/docker", docker);
    const program = await serverProgram("mysql-8.0", silent);
    expect(program.origin).to.equal("Docker, mysql:8.0");
    const { executable: name, args } = program.command(["--port=1"], "/data");
    expect(name).to.equal("docker");
    expect(args.join(" "))
      .to.include("--network host")
      .and.include("--volume /data:/data mysql:8.0");
    expect(args.slice(-3)).to.deep.equal(["mysqld", "--no-defaults", "--port=1"]);
  });

  it("is nowhere: each source gives the reason", async () => {
    executable("bin/docker", "exit 1");
    expect(await failure("mysql-8.0")).to.match(
      /^MySQL 8\.0 is not available: MYSQLD is not set; there is no mysqld on the PATH; there is no running Docker; its package cannot be had \(mvn .*failed: spawn mvn ENOENT\)\.$/,
    );
    expect(await failure("mysql-9")).to.match(/no package of it is known\.$/);
  });

  it("reports that Docker cannot fetch the image", async () => {
    executable("bin/docker", `[ "$1" = version ] && echo 27.0`);
    expect(await failure("mysql-9")).to.include("Docker cannot fetch mysql:9");
  });
});
