import { once } from "node:events";
import { type IncomingMessage, request, type ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";
import { serveHttp } from "./http-server";

/** At which entry of its journal a process dies. */
export interface Death {
  /** Once it is stored, or before it is. */
  readonly when: "before" | "after";
  /** Kind of the entry to kill at. Default: the first one. */
  readonly kind?: string;
  /** The step that it has to be about. Default: any. */
  readonly step?: string;
}

/** Forwards a process's requests to AWS, and kills the process when it writes to its journal. */
export interface Killer {
  readonly endpoint: string;
  /** Kills at the next entry that there is. */
  readonly arm: (death: Death, kill: () => void) => void;
  /** @returns What the entry was that it killed at; undefined when there was none. */
  readonly disarm: () => string | undefined;
  readonly stop: () => Promise<void>;
}

/** Starts one before an AWS emulator. */
export async function startKiller(emulator: string): Promise<Killer> {
  let armed: { readonly death: Death; readonly kill: () => void } | undefined;
  let killedAt: string | undefined;

  async function serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const body = await buffer(incoming);
    const entry = entryOf(incoming, body);
    if (armed === undefined || entry === undefined || !isMeant(armed.death, entry)) {
      await forward(emulator, incoming, body, outgoing);
      return;
    }
    const { death, kill } = armed;
    armed = undefined;
    killedAt = entry.kind;
    if (death.when === "after") await forward(emulator, incoming, body);
    kill();
  }

  const { url, stop } = await serveHttp((incoming, outgoing) => {
    serve(incoming, outgoing).catch(() => outgoing.destroy());
  });
  return {
    endpoint: url,
    arm: (death, kill) => {
      armed = { death, kill };
      killedAt = undefined;
    },
    disarm: () => {
      armed = undefined;
      return killedAt;
    },
    stop,
  };
}

interface Entry {
  readonly kind: string;
  readonly step?: string;
}

const isMeant = ({ kind, step }: Death, entry: Entry) =>
  (kind ?? entry.kind) === entry.kind && (step ?? entry.step) === entry.step;

/** The journal's entry that a request writes; undefined for any other request. */
function entryOf({ method, url = "" }: IncomingMessage, body: Buffer): Entry | undefined {
  if (method !== "PUT" || !url.includes("/journal/")) return undefined;
  const [, kind] = /"kind":"(\w+)"/.exec(body.toString()) ?? [];
  const [, step] = /"step":"([^"]+)"/.exec(body.toString()) ?? [];
  return kind === undefined ? undefined : { kind, ...(step !== undefined && { step }) };
}

/** Passes a request on, and its answer back if there is somebody to take it. */
async function forward(
  emulator: string,
  incoming: IncomingMessage,
  body: Buffer,
  outgoing?: ServerResponse,
): Promise<void> {
  const { method, headers, url = "" } = incoming;
  const passedOn = request(new URL(url, emulator), { method, headers });
  passedOn.end(body);
  const [answer] = (await once(passedOn, "response")) as [IncomingMessage];
  const content = await buffer(answer);
  outgoing?.writeHead(answer.statusCode ?? 502, answer.headers).end(content);
}
