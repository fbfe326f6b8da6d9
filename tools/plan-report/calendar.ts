import { markup, type Html } from "./html";
import { minutesPerDay, slotsOf, weekdays, type Slot, type Window } from "./model/windows";

/** Measures of a calendar, in units of about one pixel. */
interface Format {
  readonly id: string;
  readonly width: number;
  /** Width of the names of days. */
  readonly margin: number;
  /** Hours between two marked ones. */
  readonly step: number;
}

const formats: readonly Format[] = [
  { id: "wide", width: 1200, margin: 52, step: 2 },
  { id: "tall", width: 360, margin: 36, step: 6 },
];
const top = 26;
const rowHeight = 26;

/** A week with the windows of AWS's work; for wide and for narrow screens. */
export function calendar(windows: readonly Window[]): Html {
  const description = windows.map(({ title, time }) => `${title}: ${time}`).join("; ");
  return markup`<figure class="calendars">${formats.map((format) =>
    drawCalendar(format, windows.flatMap(slotsOf), description),
  )}</figure>`;
}

function drawCalendar(format: Format, slots: readonly Slot[], description: string): Html {
  const { id, width } = format;
  const height = top + weekdays.length * rowHeight + 1;
  return markup`<svg class="calendar calendar-${id}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="calendar-${id}-title calendar-${id}-description">
<title id="calendar-${id}-title">Week calendar</title>
<desc id="calendar-${id}-description">${description}, UTC.</desc>
${hours(format, height)}
${weekdays.map((day, index) => dayRow(format, day, index))}
${weekdays.map((_, day) =>
  bars(
    format,
    slots.filter((slot) => slot.day === day),
  ),
)}
</svg>`;
}

function hours({ margin, width, step }: Format, height: number): Html[] {
  return Array.from({ length: 24 / step + 1 }, (_, index) => {
    const hour = index * step;
    const x = margin + (hour / 24) * (width - margin - 1);
    const anchor = hour === 24 ? "end" : hour === 0 ? "start" : "middle";
    const time = `${String(hour).padStart(2, "0")}:00`;
    return markup`<path class="grid" d="M${x} ${top - 6}V${height}"/><text x="${x}" y="12" text-anchor="${anchor}">${time}</text>`;
  });
}

function dayRow({ width }: Format, day: string, index: number): Html {
  const y = top + index * rowHeight;
  const name = `${day.charAt(0).toUpperCase()}${day.slice(1)}`;
  return markup`<path class="grid" d="M0 ${y}H${width}"/><text x="0" y="${y + 17}">${name}</text>`;
}

/** The bars of a day: those at the same time one below the other. */
function bars(format: Format, slots: readonly Slot[]): Html[] {
  const lanes: Slot[][] = [];
  for (const slot of slots) {
    const free = lanes.find((lane) => lane.every((other) => !overlap(slot, other)));
    if (free) free.push(slot);
    else lanes.push([slot]);
  }
  return lanes.flatMap((lane, index) =>
    lane.map((slot) => {
      const isAlone = slots.every((other) => other === slot || !overlap(slot, other));
      return bar(format, slot, isAlone ? { index: 0, count: 1 } : { index, count: lanes.length });
    }),
  );
}

function overlap(slot: Slot, other: Slot): boolean {
  return slot.start < other.end && other.start < slot.end;
}

/** Part of a day's row that a bar covers. */
interface Share {
  readonly index: number;
  readonly count: number;
}

function bar(
  { margin, width }: Format,
  { kind, day, start, end }: Slot,
  { index, count }: Share,
): Html {
  const scale = (width - margin - 1) / minutesPerDay;
  const x = Math.round((margin + start * scale) * 10) / 10;
  // Windows that follow each other are still two.
  const length = Math.round((end - start) * scale * 10) / 10 - 1;
  const height = (rowHeight - 8) / count;
  const y = top + day * rowHeight + 4 + index * height;
  return markup`<rect class="${kind}" x="${x}" y="${y}" width="${length}" height="${height}" rx="3"/>`;
}
