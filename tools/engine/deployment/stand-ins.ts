import { standIns } from "@landing-zone/aws-emulator/provider/stand-ins";
import { type StoredResource } from "./state";

/** A resource type for which nothing is made in the emulator. */
export interface StandInType {
  readonly type: string;
  readonly why: string;
}

/** The types among deployed resources that are in the state only. */
export function standInsAmong(resources: readonly StoredResource[]): readonly StandInType[] {
  const types = [...new Set(resources.map(({ type }) => type))].sort();
  return types.flatMap((type) => {
    const standIn = standIns[type];
    return standIn === undefined ? [] : [{ type, why: standIn.why }];
  });
}
