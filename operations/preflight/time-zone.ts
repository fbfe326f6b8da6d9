/** UTC offsets of a clock, in minutes east: in January and in July. */
export interface Offsets {
  readonly january: number;
  readonly july: number;
}

const noon = "2026-01-15 12:00:00";
const days = { january: "2026-01-15", july: "2026-07-15" } as const;

/** The offsets of a server, from its own time at 12:00 UTC of two days: {@link noon} and half a year on. */
export function offsetsOf(clock: { readonly january: string; readonly july: string }): Offsets {
  const minutes = (shown: string, day: string): number =>
    (Date.parse(`${shown.slice(0, noon.length).replace(" ", "T")}Z`) -
      Date.parse(`${day}T12:00:00Z`)) /
    60_000;
  return {
    january: minutes(clock.january, days.january),
    july: minutes(clock.july, days.july),
  };
}

/** The offsets of a zone by its IANA name. */
export function offsetsOfZone(name: string): Offsets {
  const format = new Intl.DateTimeFormat("sv", {
    timeZone: name,
    dateStyle: "short",
    timeStyle: "medium",
  });
  const shown = (day: string): string => format.format(new Date(`${day}T12:00:00Z`));
  return offsetsOf({ january: shown(days.january), july: shown(days.july) });
}

/** Whether two clocks show the same time, in winter and in summer. */
export function isSameClock(left: Offsets, right: Offsets): boolean {
  return left.january === right.january && left.july === right.july;
}

/** Zones that stand for others with the same clock: large ones, which everybody knows. */
const wellKnown = [
  "UTC",
  "Europe/Berlin",
  "Europe/London",
  "Europe/Athens",
  "America/New_York",
  "America/Chicago",
  "America/Denver",
  "America/Los_Angeles",
  "Asia/Tokyo",
  "Asia/Kolkata",
  "Asia/Shanghai",
  "Australia/Sydney",
];

/** A zone with such a clock, a well-known one if there is one. */
export function zoneWith(offsets: Offsets): string | undefined {
  return [...wellKnown, ...Intl.supportedValuesOf("timeZone")].find((name) =>
    isSameClock(offsetsOfZone(name), offsets),
  );
}

/** `+01:00 in winter, +02:00 in summer`. */
export function offsetsText({ january, july }: Offsets): string {
  const text = (minutes: number): string => {
    const part = (value: number): string => String(Math.floor(value)).padStart(2, "0");
    const absolute = Math.abs(minutes);
    return `${minutes < 0 ? "-" : "+"}${part(absolute / 60)}:${part(absolute % 60)}`;
  };
  return january === july ? text(january) : `${text(january)} in January, ${text(july)} in July`;
}
