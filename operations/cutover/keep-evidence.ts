import { z } from "zod";
import { canonicalJson, type Json } from "../../lib/canonical-json";
import type { Context } from "../context";
import type { Journal } from "../journal/journal";
import type { ObjectStore } from "../journal/object-store";
import { storeOf } from "../journal/run";
import { type Evidence, evidenceOf, sha256 } from "./evidence";
import { evidencePage } from "./page";

/** Keys of the evidence of a run in the stack's bucket. */
export interface KeptEvidence {
  readonly json: string;
  readonly page: string;
  readonly sha256: string;
}

const prefix = "evidence/";

/**
 * Keeps evidence in the stack's bucket: the canonical JSON, its SHA-256 beside it, and the page.
 *
 * @param name `<run>`, or `<run>-decision` for what was known at the decision.
 */
export async function keepEvidence(
  store: ObjectStore,
  name: string,
  evidence: Evidence,
): Promise<KeptEvidence> {
  const text = `${canonicalJson(evidence as Json)}\n`;
  const digest = sha256(text);
  const keys = { json: `${prefix}${name}.json`, page: `${prefix}${name}.html` };
  await put(store, keys.json, text);
  await put(store, `${prefix}${name}.json.sha256`, `${digest}  ${name}.json\n`);
  await put(store, keys.page, evidencePage(evidence, digest));
  return { ...keys, sha256: digest };
}

/** Whether the evidence of a run is kept whole: the page comes last. */
export async function hasEvidence(store: ObjectStore, run: string): Promise<boolean> {
  return (await store.read(`${prefix}${run}.html`)) !== undefined;
}

/** Writes an object, over one that an interrupted command has left; the bucket keeps each version. */
async function put(store: ObjectStore, key: string, text: string): Promise<void> {
  const created = await store.create(key, text);
  if (created !== undefined) return;
  const there = await store.read(key);
  if (there !== undefined) await store.replace(key, text, there);
}

/** Keeps the evidence of a run as it is now. */
export async function keepRun(
  context: Context,
  kind: string,
  journal: Journal,
  suffix = "",
): Promise<KeptEvidence> {
  const { stack, config, outputs } = context;
  const { program } = z.looseObject({ program: z.string() }).parse(journal.entries[0]?.detail);
  const { environment, region } = outputs;
  const configuration = JSON.parse(JSON.stringify(config)) as Json;
  const origin = { kind, run: journal.run, stack, environment, region, program, configuration };
  const evidence = evidenceOf(origin, journal.entries);
  return keepEvidence(storeOf(context), `${journal.run}${suffix}`, evidence);
}

/** Location of the evidence, in words. */
export function evidenceLines(
  { outputs }: Pick<Context, "outputs">,
  { json, page, sha256 }: KeptEvidence,
): readonly string[] {
  const uri = (key: string) => `s3://${outputs.operationsBucketName}/${key}`;
  return [`Evidence: ${uri(json)} (SHA-256 ${sha256})`, `Page:     ${uri(page)}`];
}
