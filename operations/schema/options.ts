import { z } from "zod";

/** The options of `npm run migrate -- schema`, as the command line gives them. */
export const schemaOptions = z.looseObject({
  cwd: z.string(),
  source: z.string().optional(),
  directory: z.string().optional(),
  account: z.array(z.string()),
  atCutOver: z.boolean(),
  stealLock: z.boolean(),
});

/** Options that keep to {@link schemaOptions}. */
export type SchemaOptions = z.output<typeof schemaOptions>;
