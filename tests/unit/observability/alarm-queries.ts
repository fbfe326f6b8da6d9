import type { Recording, Registration } from "../../support/mocks";

export const alarmType = "aws:cloudwatch/metricAlarm:MetricAlarm";

/** The alarms of a metric, most urgent last. */
export function alarmsOn(recording: Recording, namespace: string, metric: string): Registration[] {
  return recording
    .of(alarmType)
    .filter(({ inputs }) => inputs["namespace"] === namespace && inputs["metricName"] === metric);
}

export function dimensionsOf(alarms: Registration[]): unknown[] {
  return alarms.map(({ inputs }) => inputs["dimensions"]);
}

export function thresholdsOf(alarms: Registration[]): unknown[] {
  return alarms.map(({ inputs }) => inputs["threshold"]);
}
