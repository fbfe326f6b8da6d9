import { z } from "zod";

/** Keys that a map refuses with a specific reason, reported instead of "unknown key". */
export const refusedKeys = z.registry<Readonly<Record<string, string>>>();
