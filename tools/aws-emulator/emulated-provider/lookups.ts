import { ec2Lookups } from "./handlers/ec2-lookups";
import { ssmLookups } from "./handlers/ssm-lookups";
import type { Lookup } from "./resource";

/** The functions about what exists, by token. */
export const lookups: Readonly<Record<string, Lookup>> = { ...ec2Lookups, ...ssmLookups };
