import {
  DatabaseMigrationService,
  type DatabaseMigrationServiceClientConfig,
} from "@aws-sdk/client-database-migration-service";

/** A timestamp as the emulator writes it: quoted, ISO 8601. */
const isoTimestamp = /"(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})?)"/g;

/**
 * A DMS client that understands the emulator, which writes times as ISO 8601 text where DMS, and so
 * the SDK, has seconds.
 */
export function createDmsClient(
  config: DatabaseMigrationServiceClientConfig,
): DatabaseMigrationService {
  const client = new DatabaseMigrationService(config);
  client.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      const response = result.response as { body: AsyncIterable<Uint8Array> | Uint8Array };
      const text = await textOf(response.body as AsyncIterable<Uint8Array>);
      response.body = Buffer.from(text.replace(isoTimestamp, epochSeconds));
      return result;
    },
    { step: "deserialize", priority: "low", name: "epochTimestamps" },
  );
  return client;
}

function epochSeconds(_: string, timestamp: string): string {
  return String(Date.parse(timestamp) / 1_000);
}

async function textOf(stream: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
