import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { messageOf, OperationError, UsageError } from "./errors";
import { until, type Waiting } from "./wait";

/** A server as it is reached from the other end of a tunnel. */
interface Server {
  readonly host: string;
  readonly port: number;
}

/** A managed node of Systems Manager: an instance of EC2, or a machine of one's own. */
const nodePattern = /^ssm:(m?i-[0-9a-f]{8,17})$/;

/**
 * The managed node that `--via` names.
 *
 * @param host The stack's own, which `host` stands for.
 * @throws UsageError for anything but `ssm:<node>` and `host`, and for a stack without one.
 */
export function nodeOf(via: string, host: string | undefined): string {
  if (via === "host") {
    if (host !== undefined) return host;
    throw new UsageError(
      "--via host: the stack has no host; set operations.access.host, deploy, and try again.",
    );
  }
  const node = nodePattern.exec(via)?.[1];
  if (node !== undefined) return node;
  throw new UsageError(
    `--via "${via}": host and ssm:<instance> are allowed, for example ssm:i-0a1b2c3d4e5f60718.`,
  );
}

/** Seconds until a session must wait for connections. */
const limitSeconds = 60;

/** The Session Manager plugin's message when it is ready. */
const isReady = /Waiting for connections/;

/**
 * Tunnels through one managed node, by port forwarding of Session Manager: nothing listens on the node,
 * and no port of it is open. One for each server, made when it is asked for first.
 */
export class Tunnels {
  readonly #made = new Map<
    string,
    Promise<{ readonly child: ChildProcess; readonly end: Server }>
  >();

  constructor(
    private readonly region: string,
    private readonly node: string,
    private readonly waiting: Waiting,
  ) {}

  /**
   * This machine's end of a tunnel to a server.
   *
   * @throws OperationError when there is none within a minute, with the reason of the AWS CLI.
   */
  async to(server: Server): Promise<Server> {
    const key = `${server.host}:${server.port}`;
    const made = this.#made.get(key) ?? this.#open(server);
    this.#made.set(key, made);
    return (await made).end;
  }

  /** Ends the sessions. */
  async close(): Promise<void> {
    const made = await Promise.allSettled(this.#made.values());
    await Promise.all(
      made.map(async (it) => {
        if (it.status === "fulfilled") await stop(it.value.child);
      }),
    );
  }

  async #open(server: Server): Promise<{ child: ChildProcess; end: Server }> {
    const end = { host: "127.0.0.1", port: await freePort() };
    const child = startSession(this.region, this.node, server, end.port);
    const printed = printedBy(child);
    try {
      await until(
        `the tunnel to ${server.host}:${server.port} through ${this.node}`,
        () => {
          const { text, ended } = printed();
          if (ended !== undefined) throw new OperationError(ended);
          return Promise.resolve(isReady.test(text) ? { done: end } : { pending: "not open yet" });
        },
        limitSeconds,
        this.waiting,
      );
    } catch (error) {
      await stop(child);
      throw new OperationError(
        `No tunnel to ${server.host}:${server.port} through ${this.node}: ${messageOf(error)}`,
      );
    }
    return { child, end };
  }
}

function startSession(region: string, node: string, server: Server, localPort: number) {
  const parameters = {
    host: [server.host],
    portNumber: [String(server.port)],
    localPortNumber: [String(localPort)],
  };
  return spawn(
    "aws",
    [
      ...["ssm", "start-session", "--region", region, "--target", node],
      ...["--document-name", "AWS-StartPortForwardingSessionToRemoteHost"],
      ...["--parameters", JSON.stringify(parameters)],
    ],
    // A group of its own: the CLI's plugin ends with it, and Ctrl-C ends what uses it first.
    { stdio: ["ignore", "pipe", "pipe"], detached: true },
  );
}

/** The output of a session so far, and the reason if it has ended. */
function printedBy(child: ChildProcess): () => { text: string; ended: string | undefined } {
  const written = { out: "", err: "" };
  let ended: string | undefined;
  child.stdout?.on("data", (chunk: Buffer) => (written.out += chunk.toString()));
  child.stderr?.on("data", (chunk: Buffer) => (written.err += chunk.toString()));
  child.on("error", (error) => {
    ended = `the AWS CLI cannot be run: ${error.message}`;
  });
  child.on("close", () => {
    ended ??= written.err.trim() || written.out.trim() || "the session has ended";
  });
  return () => ({ text: written.out, ended });
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, "exit");
  process.kill(-child.pid, "SIGTERM");
  await exited;
}

/** A port of this machine that nothing listens on. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
