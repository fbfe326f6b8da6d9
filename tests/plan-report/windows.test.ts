import { expect } from "chai";
import fc from "fast-check";
import { calendar } from "@landing-zone/plan-report/calendar";
import { reportModelOf } from "@landing-zone/plan-report/model/index";
import {
  minutesPerDay,
  slotsOf,
  weekdays,
  type Window,
} from "@landing-zone/plan-report/model/windows";
import { PlanBuilder } from "./plan-builder";

const windowAt = (time: string): Window => ({ kind: "backup", title: "Window", time });
const twoDigits = (value: number) => String(value).padStart(2, "0");
const clock = (minute: number) => `${twoDigits(Math.floor(minute / 60))}:${twoDigits(minute % 60)}`;
const minute = fc.integer({ min: 0, max: minutesPerDay - 1 });

/** The heights of the bars that a calendar for wide screens draws on a Sunday. */
function sundayBars(...times: string[]): number[] {
  const [wide = ""] = calendar(times.map(windowAt)).text.split("</svg>");
  const bars = [...wide.matchAll(/<rect class="backup"[^>]* y="([\d.]+)"[^>]* height="([\d.]+)"/g)];
  return bars.filter(([, y]) => Number(y) > 26 * 7).map(([, , height]) => Number(height));
}

describe("The calendar", () => {
  it("draws windows at the same time one below the other, and others at full height", () => {
    expect(sundayBars("sun:06:00-sun:07:00", "sun:07:00-sun:08:00")).to.deep.equal([18, 18]);
    const three = sundayBars("sun:02:00-sun:03:00", "sun:06:00-sun:07:00", "sun:06:30-sun:07:30");
    expect(three.toSorted((left, right) => left - right)).to.deep.equal([9, 9, 18]);
  });
});

describe("The windows of a plan", () => {
  const times = (schedule: string) => {
    const builder = new PlanBuilder();
    builder.add("aws:backup/vault:Vault", "vault", { name: "vault" });
    builder.add("aws:backup/plan:Plan", "plan", {
      rules: [{ ruleName: "copy", schedule, startWindow: 60 }],
    });
    return reportModelOf(builder.plan()).windows.map(({ title, time }) => `${title} ${time}`);
  };

  it("have the daily copies of a backup vault among them, over midnight too", () => {
    expect(times("cron(30 6 ? * * *)")).to.deep.equal(["AWS Backup, copy 06:30-07:30"]);
    expect(times("cron(30 23 * * ? *)")).to.deep.equal(["AWS Backup, copy 23:30-00:30"]);
  });

  it("leave out copies that no week shows", () => {
    expect(times("cron(30 6 1 * ? *)")).to.deep.equal([]);
  });
});

describe("Windows on the calendar", () => {
  it("repeats a daily window on every day", () => {
    expect(slotsOf(windowAt("03:00-04:30"))).to.deep.equal(
      weekdays.map((_, day) => ({ kind: "backup", day, start: 180, end: 270 })),
    );
  });

  it("shows a weekly window once", () => {
    expect(slotsOf(windowAt("sun:04:30-sun:05:30"))).to.deep.equal([
      { kind: "backup", day: 6, start: 270, end: 330 },
    ]);
  });

  it("parts a window at midnight, and carries it from Sunday to Monday", () => {
    expect(slotsOf(windowAt("sun:23:30-mon:00:30"))).to.deep.equal([
      { kind: "backup", day: 6, start: 1410, end: 1440 },
      { kind: "backup", day: 0, start: 0, end: 30 },
    ]);
  });

  it("reads days in any case, as AWS does", () => {
    expect(slotsOf(windowAt("Sun:04:30-Sun:05:30"))).to.have.lengthOf(1);
  });

  it("keeps every minute of a window within a day of the calendar", () => {
    fc.assert(
      fc.property(minute, minute, (from, to) => {
        fc.pre(from !== to);
        const slots = slotsOf(windowAt(`${clock(from)}-${clock(to)}`));
        const length = (to - from + minutesPerDay) % minutesPerDay;
        const shown = slots.reduce((sum, { start, end }) => sum + end - start, 0);
        expect(shown).to.equal(length * weekdays.length);
        for (const { day, start, end } of slots) {
          expect(day).to.be.within(0, 6);
          expect(start).to.be.within(0, end - 1);
          expect(end).to.be.at.most(minutesPerDay);
        }
      }),
    );
  });
});
