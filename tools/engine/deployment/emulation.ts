/** The process of an emulator. */
export interface EmulatorProcess {
  /** Its URL, such as `http://127.0.0.1:40123`. */
  readonly endpoint: string;
  readonly pid: number;
}

/** Options for starting the emulator of a stack. */
export interface EmulatorStart {
  /**
   * Receives endpoint and process as JSON as soon as there is a process. The emulator keeps running
   * when this process ends, and ends when the file is gone.
   */
  readonly recordFile: string;
  /** File that its output is appended to: one line for each request. */
  readonly logFile: string;
  /** The 12-digit account that it plays. Default: the emulator's own. */
  readonly accountId?: string;
  /** A line about what takes its time. */
  readonly onProgress: (message: string) => void;
}

/**
 * The place that a deployment makes its resources in, given to the engine by its caller. Everything
 * in an emulator ends with its process.
 */
export interface Emulation {
  /** Packages whose resources are made in the emulator; all others are only previewed. */
  readonly packages: readonly string[];
  /**
   * Installs the dependencies of the emulator, which takes minutes the first time.
   * @throws DeploymentError naming the missing ones.
   */
  install(onProgress: (message: string) => void): Promise<void>;
  /**
   * Starts an emulator.
   * @throws DeploymentError when it does not answer within its limit.
   */
  start(options: EmulatorStart): Promise<EmulatorProcess>;
  /** Ends an emulator and waits until it is gone; one that is gone already is a success. */
  stop(emulator: EmulatorProcess): Promise<void>;
  /** Whether the emulator that was started with the record file has a process, busy or not. */
  exists(emulator: EmulatorProcess, recordFile: string): boolean;
  /** Whether it answers before the time is up; not to be waited for once it has no process. */
  answersWithin(ms: number, emulator: EmulatorProcess): Promise<boolean>;
  /**
   * Arguments of Node.js for a process that serves Pulumi's ResourceProvider for the packages. It
   * prints its port as the first line.
   */
  providerArguments(emulator: Pick<EmulatorProcess, "endpoint">): readonly string[];
}
