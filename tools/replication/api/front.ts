import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";
import { assessmentOperations, isAssessed } from "./assessments";
import { connectionOperations } from "./connections";
import { control } from "./control";
import { EmulatorError } from "./emulator";
import { otherOperations } from "./others";
import { Fault, targetPrefix, withEpochTimes, type Json } from "./protocol";
import { replicationOperations } from "./replications";
import { taskOperations } from "./tasks";
import type { Units } from "./units";

type Operation = (units: Units, input: Json) => Promise<Json> | Json;

/** The operations of DMS that the double answers; the emulator answers all others. */
export const operations: Readonly<Record<string, Operation>> = {
  ...taskOperations,
  ...replicationOperations,
  ...assessmentOperations,
  ...connectionOperations,
  ...otherOperations,
};

/** The server: DMS's API in front of the emulator, and the control of faults. */
export function createFront(units: Units): Server {
  return createServer((request, response) => {
    answer(units, request, response).catch((error: unknown) => {
      fail(response, error);
    });
  });
}

async function answer(units: Units, request: IncomingMessage, response: ServerResponse) {
  const url = new URL(request.url ?? "/", "http://double");
  const method = request.method ?? "GET";
  const body = await buffer(request);
  if (url.pathname.startsWith("/double/")) {
    send(response, 200, await control(units, method, url, body.toString()));
    return;
  }
  const target = String(request.headers["x-amz-target"] ?? "");
  if (!target.startsWith(targetPrefix)) return forward(units, request, response, body, false);
  playApiFaults(units);
  const operation = operations[target.slice(targetPrefix.length)];
  if (operation === undefined) return forward(units, request, response, body, true);
  const input = JSON.parse(body.length === 0 ? "{}" : body.toString()) as Json;
  send(response, 200, withAssessments(units, await operation(units, input)));
}

function playApiFaults({ faults }: Units): void {
  if (faults.take("throttling")) throw new Fault("ThrottlingException", "Rate exceeded");
  if (faults.take("server-error")) {
    throw new Fault("InternalFailure", "The request processing has failed.", 500);
  }
}

/** A task that is being assessed is shown as being tested. */
function withAssessments(units: Units, result: Json): Json {
  const tasks = result["ReplicationTasks"] as Json[] | undefined;
  for (const task of tasks ?? []) {
    if (isAssessed(units, String(task["ReplicationTaskArn"]))) task["Status"] = "testing";
  }
  return result;
}

async function forward(
  { emulator }: Units,
  request: IncomingMessage,
  response: ServerResponse,
  body: Buffer,
  isDms: boolean,
): Promise<void> {
  const skipped = ["host", "connection", "content-length", "transfer-encoding", "expect"];
  const headers = Object.entries(request.headers).flatMap(([name, value]) =>
    value === undefined || skipped.includes(name)
      ? []
      : [[name, String(value)] as [string, string]],
  );
  const method = request.method ?? "GET";
  const hasBody = method !== "GET" && method !== "HEAD";
  const answered = await fetch(new URL(request.url ?? "/", emulator.endpoint), {
    method,
    headers,
    redirect: "manual",
    ...(hasBody && { body: new Uint8Array(body) }),
  });
  const content = Buffer.from(await answered.arrayBuffer());
  response.statusCode = answered.status;
  for (const [name, value] of answered.headers) {
    if (!["content-length", "transfer-encoding", "connection", "content-encoding"].includes(name)) {
      response.setHeader(name, value);
    }
  }
  response.end(isDms ? withEpochTimes(content.toString()) : content);
}

function send(response: ServerResponse, status: number, body: Json): void {
  response.writeHead(status, { "Content-Type": "application/x-amz-json-1.1" });
  response.end(JSON.stringify(body));
}

function fail(response: ServerResponse, error: unknown): void {
  if (error instanceof EmulatorError) {
    response.writeHead(error.status, { "Content-Type": "application/x-amz-json-1.1" });
    response.end(error.body);
    return;
  }
  const fault =
    error instanceof Fault
      ? error
      : new Fault("InternalFailure", error instanceof Error ? error.message : String(error), 500);
  send(response, fault.status, { __type: fault.type, message: fault.message });
}
