import { request, type IncomingMessage, type ServerResponse } from "node:http";
import { type HttpServer, serveHttp } from "../../support/http-server";

/** An AWS endpoint that lets a command die at an entry of its journal. */
export interface MortalEndpoint extends HttpServer {
  /** The next command dies when it writes this entry: before it is kept, or right after. */
  readonly dieAt: (entry: number, moment: "before" | "after") => void;
  /**
   * Lets commands live again.
   * @returns Whether the last one died.
   */
  readonly revive: () => boolean;
}

const isJournal = ({ method, url = "" }: IncomingMessage) =>
  method === "PUT" && url.includes("/journal/");

/** Passes everything on to an endpoint, until it is to die: then nothing reaches AWS any more. */
export async function mortalEndpoint(endpoint: string): Promise<MortalEndpoint> {
  let deathAt = Infinity;
  let moment: "before" | "after" = "before";
  let entries = 0;
  let isDead = false;
  const server = await serveHttp((incoming, answer) => {
    if (!isDead && isJournal(incoming) && (entries += 1) === deathAt) {
      isDead = true;
      if (moment === "after") {
        pass(endpoint, incoming, undefined);
        incoming.on("end", () => {
          refuse(answer);
        });
        return;
      }
    }
    if (isDead) refuse(answer);
    else pass(endpoint, incoming, answer);
  });
  return {
    ...server,
    dieAt: (entry, when) => {
      deathAt = entry;
      moment = when;
      entries = 0;
    },
    revive: () => {
      const died = isDead;
      isDead = false;
      deathAt = Infinity;
      return died;
    },
  };
}

/** A refusal that no client tries again. */
function refuse(answer: ServerResponse): void {
  answer.writeHead(403, { "Content-Type": "application/xml" });
  answer.end("<Error><Code>AccessDenied</Code><Message>The process is dead.</Message></Error>");
}

function pass(endpoint: string, incoming: IncomingMessage, answer: ServerResponse | undefined) {
  const { method, headers, url } = incoming;
  const outgoing = request(new URL(url ?? "/", endpoint), { method, headers }, (response) => {
    if (answer === undefined) response.resume();
    else {
      answer.writeHead(response.statusCode ?? 500, response.headers);
      response.pipe(answer);
    }
  });
  outgoing.on("error", () => answer?.destroy());
  incoming.pipe(outgoing);
}
