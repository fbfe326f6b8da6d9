import { type PropertyChange } from "@landing-zone/plan/step";
import { shortType } from "@landing-zone/plan/urn";
import { type ServiceError } from "@grpc/grpc-js";
import {
  DiffResponse,
  ErrorResourceInitFailed,
  PropertyDiff,
} from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { propertiesOf } from "../monitor/wire";
import { type ResourceIdentity } from "../monitor/provider";
import { PartialCreationError, type ResourceDiff } from "./resource-provider";

const { Kind } = PropertyDiff;

const changes: Readonly<Record<PropertyDiff.Kind, Omit<PropertyChange, "path">>> = {
  [Kind.ADD]: { kind: "add", replaces: false },
  [Kind.ADD_REPLACE]: { kind: "add", replaces: true },
  [Kind.DELETE]: { kind: "delete", replaces: false },
  [Kind.DELETE_REPLACE]: { kind: "delete", replaces: true },
  [Kind.UPDATE]: { kind: "update", replaces: false },
  [Kind.UPDATE_REPLACE]: { kind: "update", replaces: true },
};

/** A provider's answer to Diff and DiffConfig. */
export function diffOf(response: DiffResponse): ResourceDiff {
  const detailed: PropertyChange[] = [];
  response.getDetaileddiffMap().forEach((detail, path) => {
    detailed.push({ path, ...changes[detail.getKind()] });
  });
  const replaces = response.getReplacesList();
  const undetailed = response
    .getDiffsList()
    .map((path) => ({ path, kind: "update" as const, replaces: replaces.includes(path) }));
  return {
    hasChanges: response.getChanges() === DiffResponse.DiffChanges.DIFF_SOME,
    changes: response.getHasdetaileddiff() ? detailed : undetailed,
    replaces: replaces.length > 0,
    deleteBeforeReplace: response.getDeletebeforereplace(),
  };
}

/** A resource in messages to people. */
export function titleOf({ type, name }: ResourceIdentity): string {
  return `${shortType(type)} "${name}"`;
}

interface Identified<Message> {
  setUrn(urn: string): Message;
  setName(name: string): unknown;
  setType(type: string): unknown;
}

/** The request with the fields that identify its resource. */
export function identified<Message extends Identified<Message>>(
  message: Message,
  { urn, name, type }: ResourceIdentity,
): Message {
  message.setName(name);
  message.setType(type);
  return message.setUrn(urn);
}

/** The remains of a failed creation, if the provider reports any. */
export function partialCreation(error: unknown): PartialCreationError | undefined {
  const { metadata } = ((error as Error).cause ?? {}) as Partial<ServiceError>;
  const [details] = metadata?.get("grpc-status-details-bin") ?? [];
  if (!(details instanceof Buffer)) return undefined;
  for (const packed of Status.deserializeBinary(details).getDetailsList()) {
    const failure = packed.unpack(
      (bytes) => ErrorResourceInitFailed.deserializeBinary(bytes),
      "pulumirpc.ErrorResourceInitFailed",
    );
    if (failure !== null) {
      return new PartialCreationError((error as Error).message, {
        id: failure.getId(),
        outputs: propertiesOf(failure.getProperties()),
      });
    }
  }
  return undefined;
}
