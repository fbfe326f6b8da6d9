/** The process of an emulator. */
export interface EmulatorProcess {
  /** Its URL, such as `http://127.0.0.1:40123`. */
  readonly endpoint: string;
  readonly pid: number;
}

/** How to start the emulator of a stack. */
export interface EmulatorStart {
  /** File that its output is appended to: one line for each request. */
  readonly logFile: string;
  /** The 12-digit account that it plays. Default: the emulator's own. */
  readonly accountId?: string;
  /** A line about what takes its time. */
  readonly onProgress: (message: string) => void;
  /** Called at once with the process that will answer, so that it can be found whatever happens next. */
  readonly onSpawned: (emulator: EmulatorProcess) => void;
}

/**
 * The place that a deployment makes its resources in, given to the engine by its caller. Everything
 * in an emulator ends with its process.
 */
export interface Emulation {
  /** Packages whose resources are made in the emulator; all others are only previewed. */
  readonly packages: readonly string[];
  /** Starts an emulator that goes on when this process ends. @throws DeploymentError when it does not start. */
  start(options: EmulatorStart): Promise<EmulatorProcess>;
  /** Ends an emulator and waits until it is gone; one that is gone already is a success. */
  stop(emulator: EmulatorProcess): Promise<void>;
  /** Whether the emulator's process exists, busy or not. */
  exists(emulator: EmulatorProcess): boolean;
  /** Whether it answers before the time is up. */
  answersWithin(ms: number, emulator: EmulatorProcess): Promise<boolean>;
  /**
   * Arguments of Node.js for a process that serves Pulumi's ResourceProvider for the packages. It
   * prints its port as the first line.
   */
  providerArguments(emulator: Pick<EmulatorProcess, "endpoint">): readonly string[];
}
