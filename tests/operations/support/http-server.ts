import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";

/** An HTTP server on this machine. */
export interface HttpServer {
  readonly url: string;
  /** Closes it with its connections. */
  readonly stop: () => Promise<void>;
}

/** Starts one on a free port; the caller stops it. */
export async function serveHttp(answer: RequestListener): Promise<HttpServer> {
  const server = createServer(answer).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
