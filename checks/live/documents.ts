import { z } from "zod";

/** JSON that an AWS service returns as text. */
export function jsonText<Shape extends z.ZodType>(schema: Shape) {
  return z
    .string()
    .transform((text, context): unknown => {
      try {
        return JSON.parse(text);
      } catch (error) {
        context.addIssue({ code: "custom", message: `no JSON: ${String(error)}` });
        return z.NEVER;
      }
    })
    .pipe(schema);
}

/** IAM lets a list of one be written without the brackets. */
function listOf<Item extends z.ZodType>(item: Item) {
  return z.preprocess(
    (value) => (Array.isArray(value) ? (value as unknown[]) : [value]),
    z.array(item),
  );
}

/** The names that a statement covers; policies written by others may list exceptions instead. */
function listOrAllBut(names: string[] | undefined, exceptions: string[] | undefined): string[] {
  return names ?? (exceptions === undefined ? [] : [`anything but ${exceptions.join(", ")}`]);
}

/** A condition's value may be written as a boolean or a number. */
const conditionValue = z.union([z.string(), z.boolean(), z.number()]).transform(String);

const statementAsWritten = z.object({
  Effect: z.enum(["Allow", "Deny"]),
  Principal: z
    .union([
      z.literal("*").transform((everybody): Record<string, string[]> => ({ AWS: [everybody] })),
      z.record(z.string(), listOf(z.string())),
    ])
    .default({}),
  Action: listOf(z.string()).optional(),
  NotAction: listOf(z.string()).optional(),
  Resource: listOf(z.string()).optional(),
  NotResource: listOf(z.string()).optional(),
  Condition: z
    .record(z.string(), z.record(z.string(), z.union([conditionValue, z.array(conditionValue)])))
    .default({}),
});

const statement = statementAsWritten.transform(
  ({ Action, NotAction, Resource, NotResource, ...others }) => ({
    ...others,
    Action: listOrAllBut(Action, NotAction),
    Resource: listOrAllBut(Resource, NotResource),
  }),
);

/** One statement of a policy, with every list written as a list. */
export type Statement = z.infer<typeof statement>;

/** An IAM policy document. */
export const policyDocument = z.object({ Statement: listOf(statement) });

/** Statements that let everybody in, on no condition. */
export function openStatements(statements: readonly Statement[]): Statement[] {
  return statements.filter(
    ({ Effect, Principal, Condition }) =>
      Effect === "Allow" &&
      Principal["AWS"]?.includes("*") === true &&
      Object.keys(Condition).length === 0,
  );
}

/** Whether a policy refuses whoever comes without TLS. */
export function refusesPlainText(statements: readonly Statement[]): boolean {
  return statements.some(
    ({ Effect, Principal, Condition }) =>
      Effect === "Deny" &&
      Principal["AWS"]?.includes("*") === true &&
      Condition["Bool"]?.["aws:SecureTransport"] === "false",
  );
}
