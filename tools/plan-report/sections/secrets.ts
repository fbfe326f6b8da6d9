import { markup } from "../html";
import type { ReportModel } from "../model";
import type { Key, Secret } from "../model/secrets";
import type { Section } from "../page";
import { absent, table, type Column } from "../table";

const secretColumns: readonly Column<Secret>[] = [
  {
    title: "Secret",
    cell: ({ name, description }) => markup`${name} <small>${description}</small>`,
  },
  { title: "Changes", cell: ({ interval }) => interval, short: true },
  {
    title: "How",
    cell: ({ strategy, rotationFunction }) =>
      markup`${strategy}${rotationFunction !== undefined && markup` <small>by ${rotationFunction}</small>`}`,
  },
  {
    title: "Key",
    cell: ({ key }) => (key === undefined ? "not stated" : markup`<code>${key}</code>`),
  },
];

const keyColumns: readonly Column<Key>[] = [
  { title: "Key", cell: ({ name, description }) => markup`${name} <small>${description}</small>` },
  {
    title: "New material",
    cell: ({ rotationDays }) =>
      rotationDays === undefined ? "never" : `every ${rotationDays} days`,
    short: true,
  },
  {
    title: "Encrypts",
    cell: ({ uses }) => uses.map(([type, count]) => `${count} × ${type}`).join(", "),
  },
];

/** The credentials with their rotation, and the keys. */
export function secretsSection({ secrets, keys }: ReportModel): Section {
  return {
    id: "secrets",
    title: "Secrets",
    lead: "Every credential, how often it changes and who changes it.",
    count: secrets.length,
    body: [
      secrets.length === 0
        ? absent("The plan has no secret.")
        : table("Secrets and their rotation", secretColumns, secrets),
      markup`<h3>Keys</h3>
<p class="lead">Customer-managed KMS keys.</p>`,
      keys.length === 0
        ? absent("The plan has no key of its own.")
        : table("KMS keys", keyColumns, keys),
    ],
  };
}
