import type { Lookup } from "../resource";

interface Answer {
  readonly Parameter: {
    readonly ARN: string;
    readonly Type: string;
    readonly Value: string;
    readonly Version: number;
  };
}

const parameter: Lookup = async ({ name }, { ssm, region }) => {
  const { Parameter } = await ssm.call<Answer>("GetParameter", { Name: name });
  const { ARN, Type, Value, Version } = Parameter;
  return {
    ...{ id: name, name, region, arn: ARN, type: Type, version: Version },
    ...{ value: Value, insecureValue: Type === "SecureString" ? "" : Value },
  };
};

/** Parameters of Systems Manager; the emulator has AWS's public ones of some day. */
export const ssmLookups: Readonly<Record<string, Lookup>> = {
  "aws:ssm/getParameter:getParameter": parameter,
};
