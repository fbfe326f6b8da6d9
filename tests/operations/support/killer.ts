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
}

/** Passes on what a process asks of AWS, and kills it when it writes to its journal. */
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
    const isMeant = entry !== undefined && (armed?.death.kind ?? entry) === entry;
    if (armed === undefined || !isMeant) {
      await forward(emulator, incoming, body, outgoing);
      return;
    }
    const { death, kill } = armed;
    armed = undefined;
    killedAt = entry;
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

/** The kind of the journal's entry that a request writes; undefined for any other request. */
function entryOf({ method, url = "" }: IncomingMessage, body: Buffer): string | undefined {
  if (method !== "PUT" || !url.includes("/journal/")) return undefined;
  return /"kind":"(\w+)"/.exec(body.toString())?.[1];
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
