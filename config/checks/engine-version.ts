import { judgeEngineVersion } from "../../lib/dms-engine-versions";
import type { Check } from "./draft";

/** The DMS engine is one that AWS still makes. */
export const engineVersion: Check = ({ settings, faults, today }) => {
  const version = settings.dms?.engineVersion;
  const path = ["dms", "engineVersion"];
  const refusal = version === undefined ? undefined : judgeEngineVersion(version, today).refusal;
  if (refusal !== undefined) {
    faults.add(path, `${faults.show(path, version)} ${refusal}`);
  }
};
