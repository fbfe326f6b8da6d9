import { draft } from "./plan";

/** An Aurora MySQL cluster with a name, and other properties if given. */
export const auroraCluster = (properties = {}) =>
  draft("rds.Cluster", "aurora", {
    engine: "aurora-mysql",
    clusterIdentifier: "orders-dev",
    ...properties,
  });
