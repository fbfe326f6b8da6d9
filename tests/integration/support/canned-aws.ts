import { AwsCli } from "../../../checks/aws-cli";

/** AWS as a test needs it: an answer for each `<service> <operation>`, and nothing else. */
export class CannedAws extends AwsCli {
  constructor(private readonly canned: Readonly<Record<string, unknown>>) {
    super({ region: "us-east-1" });
  }

  override run(service: string, operation: string): Promise<unknown> {
    const command = `${service} ${operation}`;
    return command in this.canned
      ? Promise.resolve(this.canned[command])
      : Promise.reject(new Error(`No answer is given for ${command}.`));
  }
}
