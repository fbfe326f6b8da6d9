import { createRequire } from "node:module";

type ResourceClass = (abstract new (...args: never[]) => object) & {
  readonly __pulumiType?: string;
};

const requireHere = createRequire(__filename);

/** The class that `@pulumi/aws` declares as `module` and `name` of a type token, if it does. */
export function sdkClass(module: string, name: string): ResourceClass | undefined {
  return (requireHere(`@pulumi/aws/${module}`) as Record<string, ResourceClass>)[name];
}
