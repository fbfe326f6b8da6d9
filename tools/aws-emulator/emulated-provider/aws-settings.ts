/** Where the provider works. */
export interface AwsSettings {
  /** URL of the emulator. */
  readonly endpoint: string;
  readonly region: string;
}
