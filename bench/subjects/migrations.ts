/** The dev stack's configuration with a number of migrations, each of a schema of its own, as `--config` takes it. */
export function migrationsConfiguration(count: number): string {
  const migrations = Array.from({ length: count }, (_, index) => {
    const schema = `db${String(index + 1).padStart(4, "0")}`;
    return [schema, { source: "erp", tables: [{ schema }] }] as const;
  });
  return `dms.migrations=${JSON.stringify(Object.fromEntries(migrations))}`;
}
