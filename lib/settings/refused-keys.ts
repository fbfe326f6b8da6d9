import { z } from "zod";

/** Keys that a map refuses for a reason of their own, which is told in place of "unknown key". */
export const refusedKeys = z.registry<Readonly<Record<string, string>>>();
