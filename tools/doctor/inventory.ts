import { z } from "zod";
import { type LandingZoneConfig } from "../../config/parse";
import { type AwsCli } from "../../checks/aws-cli";

const tags = z.array(z.object({ Key: z.string(), Value: z.string() })).default([]);
/** Most services have a word for the state; load balancers have a map with a code. */
const state = z.union([z.string(), z.object({ Code: z.string() }).transform(({ Code }) => Code)]);
const item = z.looseObject({ Tags: tags, TagList: tags, State: state.optional() });

/** An object of the account, as a list command shows it. */
export type Item = z.infer<typeof item>;

/** Properties with an object's name, in lists that have no tags. */
const names = [
  "CustSubscriptionId",
  "DBClusterParameterGroupName",
  "DBParameterGroupName",
  "DBSubnetGroupName",
  "EndpointIdentifier",
  "LoadBalancerName",
  "Name",
  "ReplicationInstanceIdentifier",
  "ReplicationTaskIdentifier",
  "TargetGroupName",
  "policyName",
];

/** Groups that AWS makes itself, which count towards no quota. */
const standardGroup = /^default(?:\.|$)/;

/** The objects of the account and region that are not the stack's. */
export class Inventory {
  constructor(
    private readonly aws: AwsCli,
    private readonly config: LandingZoneConfig,
  ) {}

  /**
   * The objects that a list command shows, without those that are gone and those of the stack.
   *
   * @param key Where the answer has them, such as `Vpcs`.
   * @param args Further arguments of the command.
   */
  async others(
    key: string,
    service: string,
    operation: string,
    ...args: string[]
  ): Promise<readonly Item[]> {
    const shape = z.object({ [key]: z.array(item) });
    const answer = await this.aws.read(shape, service, operation, ...args);
    return (answer[key] ?? []).filter(
      (found) => !/^delet|^failed/i.test(found.State ?? "") && !this.isOfStack(found),
    );
  }

  private isOfStack({ Tags, TagList, ...found }: Item): boolean {
    const { environment, project } = this.config;
    const has = (key: string, value: string) =>
      [...Tags, ...TagList].some(({ Key, Value }) => Key === key && Value === value);
    const own = names.flatMap((name) => found[name] ?? []).map(String);
    const isNamed = own.some(
      (name) =>
        standardGroup.test(name) ||
        (/(?:^|-)migration-/.test(name) && name.endsWith(`-${environment}`)),
    );
    return isNamed || (has("Environment", environment) && has("Project", project));
  }
}
