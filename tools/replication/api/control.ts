import { z } from "zod";
import { damageRow, damages } from "../damage";
import { faultRequest, faults, type FaultRequest } from "../faults";
import { tableId } from "../copy/catalog";
import { withConnection } from "../copy/server";
import { Fault, type Json } from "./protocol";
import type { Units } from "./units";

const address = z.strictObject({
  name: z.string(),
  host: z.string(),
  port: z.number().int(),
  caFile: z.string().optional(),
});

/**
 * The double's own API for rehearsals, beside DMS's: `GET /double/faults` lists all faults and
 * those that are played, `POST` plays one, `DELETE` ends one (`?fault=`) or all; `POST
 * /double/addresses` sets a server's address.
 *
 * @throws Fault for what it cannot do.
 */
export async function control(units: Units, method: string, url: URL, body: string): Promise<Json> {
  const fault = url.searchParams.get("fault") ?? undefined;
  switch (`${method} ${url.pathname}`) {
    case "GET /double/faults":
      return { faults, active: units.faults.active };
    case "POST /double/faults":
      return play(units, parsed(faultRequest, body));
    case "DELETE /double/faults":
      units.faults.clear(fault as FaultRequest["fault"] | undefined);
      return {};
    case "POST /double/addresses": {
      const { caFile, ...given } = parsed(address, body);
      const kept = units.addresses.filter(({ name }) => name !== given.name);
      units.addresses.splice(0, Infinity, ...kept, { ...given, caFile });
      return {};
    }
    default:
      throw new Fault("ResourceNotFoundFault", `There is nothing at ${url.pathname}.`, 404);
  }
}

function parsed<T>(schema: z.ZodType<T>, body: string): T {
  const result = schema.safeParse(JSON.parse(body));
  if (result.success) return result.data;
  throw new Fault("InvalidParameterValueException", z.prettifyError(result.error));
}

async function play(units: Units, request: FaultRequest): Promise<Json> {
  if (faults[request.fault].place !== "target") {
    units.faults.play(request);
    return {};
  }
  const { schema, table } = request;
  if (schema === undefined || table === undefined) {
    const message = `${request.fault} needs a schema and a table.`;
    throw new Fault("InvalidParameterValueException", message);
  }
  for (const { session } of units.running.values()) {
    const found = session?.tables.get(tableId({ schema, table }));
    if (session === undefined || found === undefined) continue;
    const damage = damages.find((it) => it === request.fault);
    if (damage) return { ...(await damageRow(session.target, found.copied, damage)) };
    await withConnection(session.target, "write", (connection) =>
      session.control.addException(connection, { schema, table }, "", "A fault is played."),
    );
    return {};
  }
  throw new Fault("ResourceNotFoundFault", `No task that runs has the table ${schema}.${table}.`);
}
