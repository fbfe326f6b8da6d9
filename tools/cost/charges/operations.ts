import { types } from "@landing-zone/plan/plan-graph";
import { allMonth, type Charger } from "../charge";
import { mapIn, numberIn, textIn } from "../inputs";

const key: Charger = () => [{ item: "KMS key", price: "kms.key", quantity: 1 }];

const secret: Charger = () => [{ item: "secret", price: "secret", quantity: 1 }];

/** An alarm is charged by its metrics: one, or those of its expression. */
const metricAlarm: Charger = ({ inputs }) => {
  const queries: readonly unknown[] = Array.isArray(inputs["metricQueries"])
    ? inputs["metricQueries"]
    : [];
  const metrics = queries.map((query) => mapIn(query, "metric"));
  const periods = [inputs, ...metrics].map((from) => numberIn(from, "period") ?? 60);
  const count = Math.max(metrics.filter((metric) => "metricName" in metric).length, 1);
  const bounds = queries.some((query) =>
    (textIn(query, "expression") ?? "").includes("ANOMALY_DETECTION_BAND"),
  );
  return [
    {
      item: "alarm",
      price: Math.min(...periods) < 60 ? "alarm.highResolution" : "alarm.standard",
      // The band counts as two metrics more.
      quantity: bounds ? count + 2 : count,
    },
  ];
};

const compositeAlarm: Charger = () => [
  { item: "composite alarm", price: "alarm.composite", quantity: 1 },
];

const dashboard: Charger = () => [{ item: "dashboard", price: "dashboard", quantity: 1 }];

const metricFilter: Charger = () => [
  { item: "metric from logs", price: "customMetric", quantity: 1 },
];

/** A group without retention has no steady state: a year of it is counted. */
const logGroup: Charger = ({ inputs }, { assumptions }) => {
  const days = numberIn(inputs, "retentionInDays") ?? 365;
  return [
    {
      item: "log data",
      price: "logs.ingested",
      quantity: assumptions.logGiB,
      assumption: "logGiB",
    },
    {
      item: `log data kept for ${days} days`,
      price: "logs.stored",
      quantity: (assumptions.logGiB * days) / 30,
      assumption: "logGiB",
    },
  ];
};

const bucket: Charger = (_, { assumptions }) => [
  {
    item: "bucket",
    price: "bucket.storage",
    quantity: assumptions.bucketGiB,
    assumption: "bucketGiB",
  },
];

/** GiB of the root volume of Amazon Linux's image. */
const rootVolumeGiB = 8;

const instance: Charger = ({ inputs }) => {
  const type = textIn(inputs, "instanceType") ?? "type unknown";
  const root = mapIn(inputs, "rootBlockDevice");
  const size = numberIn(root, "volumeSize") ?? rootVolumeGiB;
  const volumeType = textIn(root, "volumeType") ?? "gp2";
  return [
    allMonth(type, `instance.${type}`),
    { item: `${size} GiB of storage`, price: `volume.${volumeType}`, quantity: size },
  ];
};

/** The charges for keys, secrets, alarms, logs, buckets and the operators' host. */
export const operationsCharges: Readonly<Record<string, Charger>> = {
  [types.key]: key,
  [types.secret]: secret,
  [types.alarm]: metricAlarm,
  "aws:cloudwatch/compositeAlarm:CompositeAlarm": compositeAlarm,
  "aws:cloudwatch/dashboard:Dashboard": dashboard,
  "aws:cloudwatch/logMetricFilter:LogMetricFilter": metricFilter,
  [types.logGroup]: logGroup,
  [types.bucket]: bucket,
  [types.instance]: instance,
};
