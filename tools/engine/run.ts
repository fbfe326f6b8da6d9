import { type Message } from "google-protobuf";
import { type LogRequest, LogSeverity } from "@pulumi/pulumi/proto/engine_pb";
import { Engine, type EngineOptions } from "./monitor/engine";
import { firstPreview } from "./monitor/first-preview";
import { Monitor, type MonitorOptions } from "./monitor/monitor";
import { type Target } from "./monitor/target";
import { Transforms } from "./monitor/transforms";
import { secret, type PropertyMap } from "@landing-zone/plan/values";
import { DeploymentError, PolicyViolationError, UsageError } from "@landing-zone/plan/errors";
import { type Child, type Exit } from "./processes/child-process";
import { exitedAfterLogging, type ProgramRun, startProgram } from "./processes/program";
import { SilenceWatch } from "./processes/silence";
import { type Plan } from "@landing-zone/plan/plan";
import { buildPlan } from "@landing-zone/plan/plan-builder";
import { type PolicyPackConfiguration } from "./analyzer/configuration";
import { PolicyPack } from "./analyzer/pack";
import { type Configuration } from "./project/configuration";
import { type Project } from "./project/project";
import { type Provider } from "./monitor/provider";
import { SecretFilter } from "@landing-zone/plan/secret-filter";

/**
 * The stack's organisation, for programs that ask; the Pulumi CLI uses the same name without a
 * service.
 */
const organization = "organization";

/** Limits on waiting; reaching one fails the preview with a message that names what was awaited. */
export interface Timeouts {
  /** For the policy pack to start; loading and compiling counts. */
  readonly startMs: number;
  /** For one answer of the policy pack or of a transform. */
  readonly callMs: number;
  /** For a program that asks for nothing; loading and compiling counts as silence. */
  readonly silenceMs: number;
}

const defaultTimeouts: Timeouts = { startMs: 120_000, callMs: 60_000, silenceMs: 180_000 };

/** A program that was started. */
export type RunningProgram = Pick<Child, "exited" | "kill">;

/** A run of one stack's program. */
export interface RunOptions {
  readonly project: Project;
  readonly stack: string;
  readonly configuration: Configuration;
  /** Target of registrations. Default: a stack of which nothing is deployed is previewed. */
  readonly target?: Target;
  /** Makes the provider of a package. */
  readonly providerFor: (packageName: string) => Provider;
  readonly policyPack?: {
    readonly directory: string;
    readonly configuration: PolicyPackConfiguration;
  };
  readonly timeouts?: Partial<Timeouts>;
  /** Starts the program. Default: as Pulumi does, in a process of its own. */
  readonly startProgram?: (run: ProgramRun) => RunningProgram;
  /** Aborted to end the run, which then fails with its reason. */
  readonly signal?: AbortSignal;
  /** A line that the program or the policy pack printed or logged. */
  readonly onOutput: (line: string) => void;
  /** Called with the number of resources registered so far. */
  readonly onProgress?: (resources: number) => void;
  /** Sees every request to the policy pack. */
  readonly onPolicyRequest?: (method: string, request: Message) => void;
}

/**
 * Runs the program and the policy pack of a stack. A deployment that a mandatory policy has stopped
 * gives the plan so far, with the violation.
 * @throws UsageError when the program rejects its configuration or the pack its own.
 * @throws DeploymentError when the program, the pack or the deployment fails.
 */
export async function runStack(options: RunOptions): Promise<Plan> {
  const run = new Run(options);
  try {
    return await run.run();
  } finally {
    await run.stop();
  }
}

/** The processes and services of one run. */
class Run {
  readonly #options: RunOptions;
  readonly #target: Target;
  readonly #timeouts: Timeouts;
  readonly #identity;
  readonly #secrets = new SecretFilter();
  readonly #silence: SilenceWatch;
  readonly #transforms: Transforms;
  readonly #errors: LogRequest[] = [];
  #pack: PolicyPack | undefined;
  #monitor: Monitor | undefined;
  #program: RunningProgram | undefined;

  constructor(options: RunOptions) {
    this.#options = options;
    this.#target = options.target ?? firstPreview;
    this.#identity = { project: options.project.name, stack: options.stack };
    this.#timeouts = { ...defaultTimeouts, ...options.timeouts };
    this.#silence = new SilenceWatch(this.#timeouts.silenceMs);
    this.#transforms = new Transforms(this.#identity, this.#timeouts.callMs);
    options.configuration.secretTexts.forEach((text) => {
      this.#secrets.add(text);
    });
  }

  async run(): Promise<Plan> {
    this.#options.signal?.throwIfAborted();
    const failure = deferred();
    this.#options.signal?.addEventListener("abort", () => {
      failure.reject(this.#options.signal?.reason);
    });
    const engine = this.#createEngine(() => analyzer);
    let finished: Promise<void> | undefined;
    const finish = (): Promise<void> => (finished ??= engine.finish());
    this.#monitor = this.#createMonitor({
      engine,
      onFailure: failure.reject,
      onProgramDone: () => finish().catch(failure.reject),
    });
    const address = await this.#monitor.listen();
    this.#pack = this.#startPack(address);
    const analyzer = this.#pack?.configure();
    analyzer?.catch(failure.reject);
    this.#pack?.watch().catch(failure.reject);
    this.#program = this.#startProgram(address);
    this.#silence.start();
    const { exited } = this.#program;
    const done = async (): Promise<void> => {
      const exit = await Promise.race([exited, failure.promise, this.#silence.broken]);
      await Promise.race([analyzer, failure.promise]);
      this.#checkExit(exit, engine);
      await Promise.race([finish(), failure.promise]);
    };
    await done().catch(unlessForbidden);
    return buildPlan(this.#identity, engine.registrations, this.#pack?.report(), this.#secrets);
  }

  async stop(): Promise<void> {
    this.#silence.stop();
    await Promise.all([this.#program?.kill(), this.#pack?.stop()]);
    this.#transforms.close();
    this.#monitor?.close();
  }

  #createEngine(analyzer: EngineOptions["analyzer"]): Engine {
    const { configuration, providerFor, onProgress } = this.#options;
    let registered = 0;
    return new Engine({
      identity: this.#identity,
      providerConfiguration: (packageName) => providerConfiguration(configuration, packageName),
      providerFor,
      target: this.#target,
      transforms: this.#transforms,
      analyzer,
      onRegistered: ({ inputs }) => {
        this.#secrets.addFrom(inputs);
        onProgress?.(++registered);
      },
    });
  }

  #createMonitor(wiring: Pick<MonitorOptions, "engine" | "onFailure" | "onProgramDone">): Monitor {
    const { configuration } = this.#options;
    return new Monitor({
      ...wiring,
      identity: this.#identity,
      organization,
      dryRun: this.#target.dryRun,
      configuration: configuration.values,
      secretKeys: configuration.secretKeys,
      transforms: this.#transforms,
      answering: (what, answer) => this.#silence.during(what, answer),
      onLog: (log) => {
        this.#log(log);
      },
    });
  }

  #startProgram(monitor: string): RunningProgram {
    const { project, stack, configuration, startProgram: start = startProgram } = this.#options;
    return start({
      project,
      stack,
      organization,
      dryRun: this.#target.dryRun,
      configuration,
      monitor,
      onOutput: (line) => {
        this.#print(line);
      },
    });
  }

  #startPack(engine: string): PolicyPack | undefined {
    const { policyPack, configuration, onPolicyRequest } = this.#options;
    return (
      policyPack &&
      new PolicyPack({
        ...policyPack,
        identity: this.#identity,
        organization,
        dryRun: this.#target.dryRun,
        stackConfiguration: configuration,
        engine,
        onOutput: (line) => {
          this.#print(line);
        },
        ...(onPolicyRequest === undefined ? {} : { onRequest: onPolicyRequest }),
        ...this.#timeouts,
      })
    );
  }

  #print(line: string): void {
    this.#options.onOutput(this.#secrets.apply(line));
  }

  #log(log: LogRequest): void {
    if (log.getSeverity() === LogSeverity.ERROR) {
      this.#errors.push(log);
    } else if (log.getSeverity() !== LogSeverity.DEBUG && !log.getEphemeral()) {
      const label = log.getSeverity() === LogSeverity.WARNING ? "warning: " : "";
      this.#print(`${label}${log.getMessage()}`);
    }
  }

  /** @throws UsageError when the program ended with a RunError, DeploymentError for any other end. */
  #checkExit({ code, signal }: Exit, { hasStackOutputs }: Engine): void {
    if (code === 0 && this.#errors.length === 0) {
      if (!hasStackOutputs) {
        throw new DeploymentError(
          "The program ended too early: a promise that it waits for never settles.",
        );
      }
      return;
    }
    const messages = this.#errors.map((error) => this.#secrets.apply(error.getMessage()));
    if (code === exitedAfterLogging && this.#errors.every(isRunError)) {
      throw new UsageError(messages.join("\n"));
    }
    const end = `The program ended with ${signal ?? `exit code ${String(code)}`}.`;
    throw new DeploymentError(messages.length === 0 ? end : messages.join("\n"));
  }
}

/** A violation of a mandatory policy is part of the result, not an error. */
function unlessForbidden(error: unknown): void {
  if (!(error instanceof PolicyViolationError)) throw error;
}

/**
 * Whether a logged error is a `pulumi.RunError`. The SDK logs its bare message; errors of resources
 * carry a URN, and all others name the program and have a stack. Source: `cmd/run/run.ts`.
 */
function isRunError(error: LogRequest): boolean {
  return error.getUrn() === "" && !/^Running program '|\n {4}at /.test(error.getMessage());
}

/** The stack's configuration for one package's default provider. */
function providerConfiguration(
  { values, secretKeys }: Configuration,
  packageName: string,
): PropertyMap {
  const prefix = `${packageName}:`;
  const entries = Object.entries(values)
    .filter(([key]) => key.startsWith(prefix))
    .map(([key, value]) => {
      const property = secretKeys.includes(key) ? secret(value) : value;
      return [key.slice(prefix.length), property] as const;
    });
  return Object.fromEntries(entries);
}

function deferred(): { promise: Promise<never>; reject: (error: unknown) => void } {
  let reject: (error: unknown) => void = () => undefined;
  const promise = new Promise<never>((_, rejectPromise) => {
    reject = rejectPromise;
  });
  promise.catch(() => undefined);
  return { promise, reject };
}
