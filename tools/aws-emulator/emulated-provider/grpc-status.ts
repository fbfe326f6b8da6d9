import { Metadata, status } from "@grpc/grpc-js";
import { ErrorResourceInitFailed } from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import type { Message } from "google-protobuf";
import { Any } from "google-protobuf/google/protobuf/any_pb";
import { unary } from "@landing-zone/engine/monitor/rpc";
import { structOf } from "@landing-zone/engine/monitor/wire";
import type { PropertyMap } from "@landing-zone/plan/values";
import { messageOf } from "@landing-zone/plan/errors";
import { isOutcomeUnknown } from "./outcome";

/** A resource exists although its creation failed: the engine has to keep it in its state. */
export class ResourceInitFailed extends Error {
  override readonly name = "ResourceInitFailed";

  constructor(
    readonly id: string,
    readonly state: PropertyMap,
    readonly inputs: PropertyMap,
    cause: unknown,
  ) {
    super(reasonOf(cause), { cause });
  }
}

/**
 * The reason of an error; AWS puts half of it into the error's name, such as `InvalidBucketName`.
 */
function reasonOf(error: unknown): string {
  return error instanceof Error && "$metadata" in error
    ? `${error.name}: ${error.message}`
    : messageOf(error);
}

/** A unary gRPC method from a function; the engine can read an error's outcome from its status. */
export function method<Request extends Message, Response extends Message>(
  handle: (request: Request) => Response | Promise<Response>,
) {
  return unary(handle, (error) => ({
    code: isUnanswered(error) ? status.UNAVAILABLE : status.UNKNOWN,
    details: reasonOf(error),
    ...(error instanceof ResourceInitFailed ? { metadata: initFailedDetails(error) } : {}),
  }));
}

/** The engine has to know an outcome that nobody knows from a refusal. */
function isUnanswered(error: unknown): boolean {
  return !(error instanceof ResourceInitFailed) && isOutcomeUnknown(error);
}

/** The error's id and state in the form in which gRPC carries structured details. */
function initFailedDetails(error: ResourceInitFailed): Metadata {
  const detail = new ErrorResourceInitFailed()
    .setId(error.id)
    .setProperties(structOf(error.state))
    .setInputs(structOf(error.inputs))
    .setReasonsList([error.message]);
  const packed = new Any();
  packed.pack(detail.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
  const message = new Status()
    .setCode(status.UNKNOWN)
    .setMessage(error.message)
    .setDetailsList([packed]);
  const metadata = new Metadata();
  metadata.set("grpc-status-details-bin", Buffer.from(message.serializeBinary()));
  return metadata;
}
