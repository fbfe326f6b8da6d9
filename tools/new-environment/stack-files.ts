import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Document, parseDocument } from "yaml";

/** The stack files of a project's folder. */
export class StackFiles {
  constructor(readonly directory: string) {}

  /** Path of a stack's file, which may not exist. */
  path(stack: string): string {
    return join(this.directory, `Pulumi.${stack}.yaml`);
  }

  has(stack: string): boolean {
    return existsSync(this.path(stack));
  }

  /** The stacks that have a file. */
  names(): readonly string[] {
    return readdirSync(this.directory).flatMap(
      (file) => /^Pulumi\.(.+)\.yaml$/.exec(file)?.[1] ?? [],
    );
  }

  /** A stack's file with its comments. */
  read(stack: string): Document {
    return parseDocument(readFileSync(this.path(stack), "utf8"));
  }

  /** The VPC ranges of all stacks, and the ranges of their data centres. */
  networks(): readonly string[] {
    return this.names().flatMap((stack) => {
      const { cidr, onPremises } = (this.setting(stack, "network") ?? {}) as {
        cidr?: string;
        onPremises?: { cidrs?: readonly string[] };
      };
      return [...(cidr === undefined ? [] : [cidr]), ...(onPremises?.cidrs ?? [])];
    });
  }

  /** Whether one of the stacks makes the DMS service roles of an account. */
  hasServiceRolesIn(accountId: string): boolean {
    return this.names().some((stack) => {
      const { serviceRoles = "create" } = (this.setting(stack, "dms") ?? {}) as {
        serviceRoles?: string;
      };
      const account = this.setting(stack, "accountId");
      return serviceRoles === "create" && (account === undefined || account === accountId);
    });
  }

  private setting(stack: string, key: string): unknown {
    const { config } = this.read(stack).toJS() as { config?: Record<string, unknown> };
    return config?.[`migration-landing-zone:${key}`];
  }
}
