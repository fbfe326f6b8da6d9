import type { Aws } from "./aws";
import { ec2Lookups } from "./handlers/ec2-lookups";
import type { Properties } from "./resource";

/**
 * Answers one of the provider's functions by looking at what exists.
 *
 * @throws Error when what is asked for by its id does not exist.
 */
export type Lookup = (args: Properties, aws: Aws) => Promise<Properties>;

/** The functions about what exists, by token. */
export const lookups: Readonly<Record<string, Lookup>> = { ...ec2Lookups };
