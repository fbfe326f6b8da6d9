import type { SecretsSettings } from "./settings/secrets";
import { day, hour, parseWindow } from "./windows";

/** When Secrets Manager rotates a secret: every so many days, or in the hours of a schedule. */
export type RotationRules =
  | { readonly automaticallyAfterDays: number }
  | { readonly scheduleExpression: string; readonly duration: string };

/** The rotation rules of a secret: in the window of every week, or every `days` days at any time. */
export function rotationRules({
  days,
  window,
}: Pick<SecretsSettings["rotation"], "days" | "window">): RotationRules {
  const weekly = window === undefined ? undefined : parseWindow(window);
  if (window === undefined || weekly === undefined) return { automaticallyAfterDays: days };
  const weekday = window.slice(0, 3).toUpperCase();
  return {
    scheduleExpression: `cron(0 ${(weekly.start % day) / hour} ? * ${weekday} *)`,
    duration: `${weekly.minutes / hour}h`,
  };
}
