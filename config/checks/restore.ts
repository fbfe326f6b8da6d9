import { physicalName } from "../../lib/names";
import type { Path } from "../faults";
import type { Check } from "./draft";

/** A cluster is made from one thing, which is not itself, and whose administrator is known. */
export const restore: Check = ({ settings, faults, given }) => {
  const path = ["database", "restoreFrom"];
  if (!given(...path)) return;
  const isGiven = (key: string) => given(...path, key);
  const times = ["time", "latest"].filter(isGiven);
  if (isGiven("snapshotIdentifier") === isGiven("clusterIdentifier")) {
    faults.add(path, "is not one thing; either snapshotIdentifier, or clusterIdentifier");
  } else if (isGiven("clusterIdentifier") && times.length !== 1) {
    faults.add(path, "has no one point in time; clusterIdentifier with either time or latest");
  } else if (isGiven("snapshotIdentifier") && times.length > 0) {
    faults.add(path, `has snapshotIdentifier and ${times.join(" and ")}; a snapshot has its time`);
  }
  const own = physicalName(settings.environment ?? "", "aurora");
  const from = settings.database?.restoreFrom?.clusterIdentifier;
  if (from === own) {
    const at: Path = [...path, "clusterIdentifier"];
    faults.add(at, `${faults.show(at, from)} is the cluster that is made; another one`);
  }
  if (!given("database", "adminUsername")) {
    faults.add(
      ["database", "adminUsername"],
      "is required with database.restoreFrom; the administrator of the restored cluster, whom RDS keeps",
    );
  }
};
