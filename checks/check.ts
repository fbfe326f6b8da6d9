import { type AwsCli } from "./aws-cli";
import { type DeclaredResources } from "./declared/resources";
import { type OutputName, type OutputValues } from "./outputs";

/** A property of a resource type that a check compares with the real resource. */
export interface VerifiedProperty {
  /** The type token, such as `aws:rds/cluster:Cluster`. */
  readonly type: string;
  /** The input property, such as `storageEncrypted`; `*` for all that are declared. */
  readonly property: string;
}

/** A deployed stack, as a check sees it: with outputs that are there, and some that may be. */
export interface Deployment<
  Names extends OutputName = OutputName,
  Optional extends OutputName = never,
> {
  readonly outputs: { readonly [Name in Names]: NonNullable<OutputValues[Name]> } & {
    readonly [Name in Optional]?: OutputValues[Name];
  };
  /** The environment: the suffix of every physical name. */
  readonly environment: string;
  readonly region: string;
  readonly aws: AwsCli;
}

/** A deployed stack: its outputs, its declarations, and access to AWS. */
export interface CheckedStack {
  readonly outputs: OutputValues;
  readonly aws: AwsCli;
  /** Undefined when the stack's export was not given: nothing is compared with declared values. */
  readonly declared?: DeclaredResources | undefined;
}

/** One promise of the landing zone, held against a deployed stack. */
export interface IntegrationCheck {
  /** Expectation, as the rest of a sentence about the area. Unique among the checks. */
  readonly name: string;
  /** The part of the landing zone, such as `Networking`. */
  readonly area: string;
  /** The stack outputs that identify the checked resources. */
  readonly outputs: readonly OutputName[];
  /** The properties that the check verifies, by resource type. */
  readonly verifies: readonly VerifiedProperty[];
  /** AWS Foundational Security Best Practices controls that the check is evidence for. */
  readonly controls: readonly string[];
  /** Reason why the AWS emulator cannot show the checked properties; absent if it can. */
  readonly notInEmulator?: string;
  /**
   * Whether the deployment has the checked resources: the required outputs exist, and no map is
   * empty.
   */
  isPartOf(outputs: OutputValues, declared: DeclaredResources | undefined): boolean;
  /** Looks at the deployment; returns every problem, naming the resource and the expectation. */
  run(deployment: CheckedStack): Promise<string[]>;
}

/** Definition of a check: it receives only the outputs that it names. */
export interface CheckDefinition<Names extends OutputName, Optional extends OutputName = never> {
  readonly name: string;
  /** Without any of these, or with an empty one, there is nothing to check. */
  readonly outputs: readonly Names[];
  /** Outputs that the check also uses if the stack has them. */
  readonly optionalOutputs?: readonly Optional[];
  readonly verifies: readonly VerifiedProperty[];
  readonly controls?: readonly string[];
  readonly run: (deployment: Deployment<Names, Optional>) => Promise<string[]>;
}

/** Makes the checks of one area. */
export function checksOf(area: string) {
  return <Names extends OutputName, Optional extends OutputName = never>(
    definition: CheckDefinition<Names, Optional>,
  ): IntegrationCheck => {
    const { name, outputs: needed, optionalOutputs, verifies, controls = [] } = definition;
    const named: readonly OutputName[] = [...needed, ...(optionalOutputs ?? [])];
    return {
      name,
      area,
      outputs: named,
      verifies,
      controls,
      isPartOf: (outputs) => needed.every((it) => isPresent(outputs[it])),
      run: ({ outputs, aws }) => {
        const { environment, region } = outputs;
        const chosen = Object.fromEntries(named.map((it) => [it, outputs[it]]));
        return definition.run({
          outputs: chosen as Deployment<Names, Optional>["outputs"],
          environment,
          region,
          aws,
        });
      },
    };
  };
}

function isPresent(output: OutputValues[OutputName]): boolean {
  return output !== undefined && Object.keys(output).length > 0;
}

/**
 * Properties of one resource type.
 *
 * @example properties<aws.rds.ClusterArgs>("aws:rds/cluster:Cluster", "storageEncrypted")
 */
export function properties<Args>(
  type: string,
  ...names: (keyof Args & string)[]
): (VerifiedProperty & { readonly property: keyof Args & string })[] {
  return names.map((property) => ({ type, property }));
}
