import { DiffResponse, PropertyDiff } from "@pulumi/pulumi/proto/provider_pb";
import { type PropertyChange, type ResourceDiff } from "./resource-provider";

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
