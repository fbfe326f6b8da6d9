import { createRequire } from "node:module";

const requireHere = createRequire(__filename);

/** The class that `@pulumi/aws` declares as `module` and `name` of a type token, if it does. */
export function sdkClass(module: string, name: string): { __pulumiType?: string } | undefined {
  const loaded = requireHere(`@pulumi/aws/${module}`) as Record<string, { __pulumiType?: string }>;
  return loaded[name];
}
