import { z } from "zod";
import { type LandingZoneConfig } from "../../config/parse";
import { type AwsCli } from "../../checks/aws-cli";

const tags = z.array(z.object({ Key: z.string(), Value: z.string() })).default([]);
const item = z.looseObject({ Tags: tags, TagList: tags, State: z.string().optional() });

/** An object of the account, as a list command shows it. */
export type Item = z.infer<typeof item>;

/** What the list commands of DMS and of load balancers, which tell no tags, call an object's name. */
const names = [
  "EndpointIdentifier",
  "LoadBalancerName",
  "ReplicationInstanceIdentifier",
  "ReplicationTaskIdentifier",
];

/** What is in the account and region beside the stack. */
export class Inventory {
  constructor(
    private readonly aws: AwsCli,
    private readonly config: LandingZoneConfig,
  ) {}

  /**
   * The objects that a list command shows, without those that are gone and those of the stack.
   *
   * @param key Where the answer has them, such as `Vpcs`.
   */
  async others(key: string, service: string, operation: string): Promise<readonly Item[]> {
    const shape = z.object({ [key]: z.array(item) });
    const answer = await this.aws.read(shape, service, operation);
    return (answer[key] ?? []).filter(
      (found) => !/^delet|^failed/i.test(found.State ?? "") && !this.isOfStack(found),
    );
  }

  private isOfStack({ Tags, TagList, ...found }: Item): boolean {
    const { environment, project } = this.config;
    const has = (key: string, value: string) =>
      [...Tags, ...TagList].some(({ Key, Value }) => Key === key && Value === value);
    const isNamed = names
      .map((name) => String(found[name]))
      .some((name) => name.startsWith("migration-") && name.endsWith(`-${environment}`));
    return isNamed || (has("Environment", environment) && has("Project", project));
  }
}
