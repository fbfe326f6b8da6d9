/** A run of a program, for the process that runs it. */
export interface Run {
  /** Absolute path of the file to begin with. */
  readonly entryPoint: string;
  /** Absolute path of the folder to run in. */
  readonly directory: string;
  readonly project: string;
  readonly stack: string;
  readonly organization: string;
  readonly dryRun: boolean;
  readonly parallel: number;
  /** Address of the resource monitor, which is the engine service too. */
  readonly monitor: string;
  readonly values: Readonly<Record<string, string>>;
  readonly secretKeys: readonly string[];
}
