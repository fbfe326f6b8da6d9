import { z } from "zod";
import {
  auroraParameters,
  type ConfigurableParameter,
  fixedParameters,
} from "../aurora-parameters";
import { characterSets, collations } from "../collations";
import { timeZones, zonesLike } from "../time-zones";
import { nearWords } from "./near-words";
import { refusedKeys } from "./refused-keys";
import { setting } from "./setting";

type Parameters = Record<ConfigurableParameter, z.ZodOptional>;

/** A whole number. */
function number(name: ConfigurableParameter, least: number, most: number, unit: string) {
  return parameter(
    name,
    z.int().min(least).max(most),
    `${least.toLocaleString("en")} to ${most.toLocaleString("en")} ${unit}`,
  );
}

function parameter<T extends z.ZodType>(name: ConfigurableParameter, schema: T, allowed: string) {
  return setting(schema, auroraParameters[name].reason, allowed).optional();
}

function isOneOf(words: readonly string[]): (text: string) => boolean {
  return (text) => words.includes(text);
}

const year = 31_536_000;

/** The schema of `database.parameters`: by the names that MySQL knows them by. */
export const databaseParameters = z
  .strictObject({
    character_set_server: parameter(
      "character_set_server",
      z.string().refine(isOneOf(characterSets)).register(nearWords, { known: characterSets }),
      "the name of a MySQL character set, for example utf8mb4",
    ),
    collation_server: parameter(
      "collation_server",
      z.string().refine(isOneOf(collations)).register(nearWords, { known: collations }),
      "the name of a MySQL collation, for example utf8mb4_0900_ai_ci",
    ),
    time_zone: parameter(
      "time_zone",
      z
        .string()
        .refine(isOneOf(timeZones))
        .register(nearWords, { known: timeZones, equalTo: zonesLike }),
      "UTC or a zone that Aurora knows, for example Europe/Amsterdam; `lib/time-zones.ts` lists them",
    ),
    lower_case_table_names: parameter("lower_case_table_names", z.literal([0, 1]), "0 or 1"),
    net_read_timeout: number("net_read_timeout", 300, year, "seconds"),
    net_write_timeout: number("net_write_timeout", 300, year, "seconds"),
    wait_timeout: number("wait_timeout", 300, year, "seconds"),
    interactive_timeout: number("interactive_timeout", 300, year, "seconds"),
    max_allowed_packet: parameter(
      "max_allowed_packet",
      z.int().min(1_048_576).max(1_073_741_824).multipleOf(1024),
      "1,048,576 to 1,073,741,824 bytes, a multiple of 1,024",
    ),
    long_query_time: parameter(
      "long_query_time",
      z.number().min(0).max(3600),
      "0 to 3,600 seconds",
    ),
    sql_mode: parameter(
      "sql_mode",
      z.string().regex(/^[A-Z][A-Z_]*(?:,[A-Z][A-Z_]*)*$/),
      "modes of MySQL with commas between them, for example STRICT_TRANS_TABLES,NO_ZERO_DATE",
    ),
    max_connections: number("max_connections", 10, 16_000, "connections"),
    innodb_lock_wait_timeout: number("innodb_lock_wait_timeout", 1, 1_073_741_824, "seconds"),
    group_concat_max_len: number("group_concat_max_len", 4, 1_073_741_824, "bytes"),
  } satisfies Parameters)
  .describe("Aurora parameters that differ from the preset. Only these can be set.")
  .register(refusedKeys, fixedParameters);
