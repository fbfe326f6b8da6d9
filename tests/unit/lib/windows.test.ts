import { expect } from "chai";
import fc from "fast-check";
import { day, parseWindow, week, type Window, windowsOverlap } from "../../../lib/windows";

const weekdays = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
const clock = (minute: number) =>
  [Math.floor(minute / 60) % 24, minute % 60].map((n) => String(n).padStart(2, "0")).join(":");
const weekClock = (minute: number) =>
  `${weekdays[Math.floor(minute / day)]}:${clock(minute % day)}`;

/** A window as text, and the minutes of the week that it covers, found by walking through it. */
interface Case {
  readonly text: string;
  readonly minutes: ReadonlySet<number>;
}

function daily(start: number, length: number): Case {
  const minutes = new Set<number>();
  for (let weekday = 0; weekday < 7; weekday++) {
    for (let n = 0; n < length; n++) {
      minutes.add((weekday * day + start + n) % week);
    }
  }
  return { text: `${clock(start)}-${clock((start + length) % day)}`, minutes };
}

function weekly(start: number, length: number): Case {
  const minutes = new Set<number>();
  for (let n = 0; n < length; n++) {
    minutes.add((start + n) % week);
  }
  return { text: `${weekClock(start)}-${weekClock((start + length) % week)}`, minutes };
}

const lengths = fc.integer({ min: 1, max: day - 1 });
const cases = fc.oneof(
  fc.tuple(fc.integer({ min: 0, max: day - 1 }), lengths).map(([a, b]) => daily(a, b)),
  fc.tuple(fc.integer({ min: 0, max: week - 1 }), lengths).map(([a, b]) => weekly(a, b)),
);

function window(text: string): Window {
  const parsed = parseWindow(text);
  if (!parsed) {
    throw new Error(`${text} is not a window`);
  }
  return parsed;
}

const overlap = (a: string, b: string) => windowsOverlap(window(a), window(b));

describe("parseWindow", () => {
  it("reads a daily window", () => {
    expect(parseWindow("03:00-04:30")).to.deep.equal({ start: 180, minutes: 90, period: day });
  });

  it("reads a weekly window", () => {
    expect(parseWindow("mon:00:10-mon:01:10")).to.deep.equal({
      start: day + 10,
      minutes: 60,
      period: week,
    });
  });

  it("runs past midnight and past the end of the week", () => {
    expect(window("23:30-00:30").minutes).to.equal(60);
    expect(window("sat:23:30-sun:00:30").minutes).to.equal(60);
  });

  for (const text of [
    "",
    "3:00-4:00",
    "24:00-25:00",
    "03:60-04:00",
    "03:00",
    "Sun:03:00-Sun:04:00",
    "sun:03:00-04:00",
    "sunday:03:00-sunday:04:00",
    "sun:03:00-mon",
    " 03:00-04:00",
  ]) {
    it(`refuses "${text}"`, () => {
      expect(parseWindow(text)).to.equal(undefined);
    });
  }
});

describe("windowsOverlap", () => {
  it("finds a daily window in a weekly one", () => {
    expect(overlap("03:00-04:00", "sun:03:30-sun:04:30")).to.equal(true);
    expect(overlap("03:00-04:00", "sun:05:00-sun:06:00")).to.equal(false);
  });

  it("sees over midnight", () => {
    expect(overlap("23:30-00:30", "mon:00:15-mon:01:00")).to.equal(true);
  });

  it("sees over the end of the week", () => {
    expect(overlap("sat:23:30-sun:00:30", "sun:00:00-sun:01:00")).to.equal(true);
    expect(overlap("sat:23:30-sun:00:30", "00:29-00:59")).to.equal(true);
  });

  it("lets one window begin when another ends", () => {
    expect(overlap("03:00-04:00", "sun:04:00-sun:05:00")).to.equal(false);
    expect(overlap("sun:04:00-sun:05:00", "03:00-04:00")).to.equal(false);
  });

  it("is the same in both directions", () => {
    fc.assert(
      fc.property(cases, cases, (a, b) => {
        expect(overlap(a.text, b.text)).to.equal(overlap(b.text, a.text));
      }),
    );
  });

  it("agrees with a minute by minute look at the week", () => {
    fc.assert(
      fc.property(cases, cases, (a, b) => {
        const common = [...a.minutes].some((minute) => b.minutes.has(minute));
        expect(overlap(a.text, b.text), `${a.text} and ${b.text}`).to.equal(common);
      }),
      { numRuns: 300 },
    );
  });
});
