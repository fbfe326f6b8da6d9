import { readFileSync } from "node:fs";
import { z } from "zod";
import type { DatabaseServer } from "../copy/server";
import type { EmulatorClient } from "./emulator";
import { Fault } from "./protocol";

/** Address on this machine of a database server of the stack. */
export interface ServerAddress {
  /** Its host in the secret that DMS has. */
  readonly name: string;
  readonly host: string;
  readonly port: number;
  /** PEM file of the authority that signed its certificate. */
  readonly caFile?: string | undefined;
}

const endpoint = z.looseObject({
  EndpointIdentifier: z.string(),
  EndpointArn: z.string(),
  EndpointType: z.string(),
  ServerName: z.string().nullish(),
  Port: z.number().nullish(),
  Username: z.string().nullish(),
  SslMode: z.string().nullish(),
  ExtraConnectionAttributes: z.string().nullish(),
  MySQLSettings: z
    .looseObject({
      SecretsManagerSecretId: z.string().nullish(),
      AfterConnectScript: z.string().nullish(),
    })
    .nullish(),
});
const secret = z.looseObject({
  host: z.string(),
  port: z.coerce.number().default(3306),
  username: z.string(),
  password: z.string(),
});

/** An endpoint as the emulator shows it. */
export type Endpoint = z.infer<typeof endpoint>;

/** @throws Fault when there is no such endpoint. */
export async function findEndpoint(emulator: EmulatorClient, arn: string): Promise<Endpoint> {
  const Filters = [{ Name: "endpoint-arn", Values: [arn] }];
  const { Endpoints = [] } = await emulator.dms("DescribeEndpoints", { Filters });
  const [found] = Endpoints as unknown[];
  if (found === undefined) {
    throw new Fault("ResourceNotFoundFault", `Endpoint ${arn} not found.`);
  }
  return endpoint.parse(found);
}

/**
 * The server that an endpoint leads to, by its secret.
 * @throws Fault when the endpoint has no secret, or one without connection facts.
 */
export async function endpointServer(
  emulator: EmulatorClient,
  addresses: readonly ServerAddress[],
  arn: string,
): Promise<DatabaseServer> {
  const found = await findEndpoint(emulator, arn);
  const secretArn = found.MySQLSettings?.SecretsManagerSecretId;
  if (typeof secretArn !== "string") {
    throw new Fault(
      "InvalidParameterValueException",
      `Endpoint ${found.EndpointIdentifier} has no secret.`,
    );
  }
  const parsed = secret.safeParse(JSON.parse(await emulator.secret(secretArn)));
  if (!parsed.success) {
    const message = `The secret ${secretArn} lacks host, port, username or password.`;
    throw new Fault("InvalidParameterValueException", message);
  }
  const { host, port, username, password } = parsed.data;
  const address = addresses.find(({ name }) => name === host);
  const isSecure = (found.SslMode ?? "none") !== "none";
  const caFile = address?.caFile;
  return {
    host,
    port,
    user: username,
    password,
    address: address ?? { host, port },
    initialStatements: initialStatements(found),
    ...(isSecure &&
      caFile !== undefined && {
        tls: { ca: readFileSync(caFile, "utf8"), verifyIdentity: found.SslMode === "verify-full" },
      }),
  };
}

function initialStatements({ MySQLSettings, ExtraConnectionAttributes }: Endpoint): string[] {
  const [, initial] =
    /(?:^|;)\s*initstmt\s*=\s*([^;]+)/i.exec(ExtraConnectionAttributes ?? "") ?? [];
  const script = (MySQLSettings?.AfterConnectScript ?? "").split(";");
  return [initial ?? "", ...script].map((sql) => sql.trim()).filter((sql) => sql !== "");
}
