/** Endpoint, region and account of the provider. */
export interface AwsSettings {
  /** URL of the emulator. */
  readonly endpoint: string;
  readonly region: string;
}
