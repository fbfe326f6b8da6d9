import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { type StackIdentity } from "@landing-zone/plan/urn";
import { DeploymentError, UsageError } from "@landing-zone/plan/errors";
import { Child } from "../processes/child-process";
import { resolveFrom } from "../processes/program";
import { compileCache } from "../paths";
import { type Configuration } from "../project/configuration";

/** Options for starting the process of a policy pack. */
export interface PolicyPackProcessOptions {
  /** Folder that holds PulumiPolicy.yaml. */
  readonly directory: string;
  readonly identity: StackIdentity;
  readonly organization: string;
  readonly dryRun: boolean;
  readonly stackConfiguration: Configuration;
  /** Address of the engine service. */
  readonly engine: string;
  readonly onOutput: (line: string) => void;
  /** How long to wait for the process to serve its policies. */
  readonly startMs: number;
}

/** The process that a policy pack runs in, started as Pulumi's policy host starts it. */
export class PolicyPackProcess {
  /** The port that the policies are served on. Rejects when the process serves none. */
  readonly port: Promise<string>;
  readonly #directory: string;
  readonly #child: Child;
  #isStopping = false;

  /** @throws UsageError when the folder is not a policy pack. */
  constructor(options: PolicyPackProcessOptions) {
    this.#directory = resolve(options.directory);
    if (!existsSync(join(this.#directory, "PulumiPolicy.yaml"))) {
      throw new UsageError(`${this.#directory} is not a policy pack: it has no PulumiPolicy.yaml.`);
    }
    let onStdout: (line: string) => void = () => undefined;
    const firstLine = new Promise<string>((announce) => {
      onStdout = (line) => {
        onStdout = options.onOutput;
        announce(line);
      };
    });
    this.#child = new Child({
      args: [
        resolveFrom(this.#directory, "@pulumi/pulumi/cmd/run-policy-pack"),
        options.engine,
        this.#directory,
      ],
      cwd: this.#directory,
      env: {
        ...compileCache,
        PULUMI_NODEJS_ORGANIZATION: options.organization,
        PULUMI_NODEJS_PROJECT: options.identity.project,
        PULUMI_NODEJS_STACK: options.identity.stack,
        PULUMI_NODEJS_DRY_RUN: String(options.dryRun),
        PULUMI_CONFIG: JSON.stringify(options.stackConfiguration.values),
      },
      onStdout: (line) => {
        onStdout(line);
      },
      onStderr: options.onOutput,
    });
    this.port = this.#portFrom(firstLine, options.startMs);
    this.port.catch(() => undefined);
  }

  /** Rejects when the process ends before {@link stop} is called. */
  async watch(): Promise<never> {
    const { code, signal } = await this.#child.exited;
    if (this.#isStopping) {
      return new Promise(() => undefined);
    }
    throw new DeploymentError(
      `The policy pack in ${this.#directory} ended unexpectedly (${signal ?? `exit code ${String(code)}`}).`,
    );
  }

  async stop(): Promise<void> {
    this.#isStopping = true;
    await this.#child.kill();
  }

  async #portFrom(firstLine: Promise<string>, startMs: number): Promise<string> {
    const ended = this.#child.exited.then(() => undefined);
    const line = await within(startMs, Promise.race([firstLine, ended]), () => {
      return new DeploymentError(
        `The policy pack in ${this.#directory} has not started within ${startMs / 1000} s.`,
      );
    });
    if (line === undefined) {
      throw new DeploymentError(
        `The policy pack in ${this.#directory} ended before it served any policy: see its output above.`,
      );
    }
    if (!/^\d+$/.test(line)) {
      throw new DeploymentError(
        `The policy pack in ${this.#directory} printed "${line}" where its port was expected: nothing may be printed before "new PolicyPack".`,
      );
    }
    return line;
  }
}

function within<T>(ms: number, promise: Promise<T>, failure: () => Error): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(failure());
    }, ms);
  });
  return Promise.race([promise, timeout]).finally(() => {
    clearTimeout(timer);
  });
}
