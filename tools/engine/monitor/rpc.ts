import {
  credentials,
  Metadata,
  type requestCallback,
  type sendUnaryData,
  type ServerUnaryCall,
  type StatusObject,
  status,
  type CallOptions,
} from "@grpc/grpc-js";
import { type Message } from "google-protobuf";
import { DeploymentError, messageOf } from "@landing-zone/plan/errors";

/** Pulumi's limit for a single message: 400 MB. */
const messageLimit = 400 * 1024 * 1024;

/**
 * Channel and server options: the limits of every Pulumi process, without the health checks and
 * retries for calls over a network, which take a fifth of the time of a local call.
 */
export const channelOptions = {
  "grpc.max_receive_message_length": messageLimit,
  "grpc.max_send_message_length": messageLimit,
  "grpc.enable_channelz": 0,
  "grpc.enable_retries": 0,
};

/** Connections stay on this machine and are not encrypted, as between Pulumi's own processes. */
export const insecure = credentials.createInsecure();

/** A unary method of a generated gRPC client, bound to the client. */
export type UnaryMethod<Request, Response> = (
  request: Request,
  metadata: Metadata,
  options: Partial<CallOptions>,
  callback: requestCallback<Response>,
) => unknown;

/**
 * Makes one call and waits for the answer.
 * @param what Named in the error when the other side fails or takes longer than `timeoutMs`; the
 * gRPC error is its cause.
 */
export function callUnary<Request, Response>(
  method: UnaryMethod<Request, Response>,
  request: Request,
  what: string,
  timeoutMs: number,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    const deadline = Date.now() + timeoutMs;
    method(request, new Metadata(), { deadline }, (error, response) => {
      if (error?.code === status.DEADLINE_EXCEEDED) {
        reject(
          new DeploymentError(`${what} took longer than ${timeoutMs / 1000} s.`, { cause: error }),
        );
      } else if (error) {
        reject(new DeploymentError(`${what} failed: ${error.details}`, { cause: error }));
      } else if (response === undefined) {
        reject(new DeploymentError(`${what} gave no answer.`));
      } else {
        resolve(response);
      }
    });
  });
}

/** The status that an error becomes for the caller of a method. */
export type StatusOf = (error: unknown) => Partial<StatusObject>;

const unknownStatus: StatusOf = (error) => ({ code: status.UNKNOWN, details: messageOf(error) });

/**
 * A unary gRPC method from a function, which may be asynchronous.
 * @param statusOf The status that an error becomes. Default: `UNKNOWN` with the error's message.
 */
export function unary<Request extends Message, Response extends Message>(
  handle: (request: Request) => Response | Promise<Response>,
  statusOf = unknownStatus,
): (call: ServerUnaryCall<Request, Response>, callback: sendUnaryData<Response>) => void {
  return (call, callback) => {
    Promise.resolve()
      .then(() => handle(call.request))
      .then(
        (response) => {
          callback(null, response);
        },
        (error: unknown) => {
          callback(statusOf(error));
        },
      );
  };
}
