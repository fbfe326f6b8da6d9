import { expect } from "chai";
import fc from "fast-check";
import { minutesPerDay, slotsOf, weekdays, type Window } from "../../local/report/model/windows";

const windowAt = (time: string): Window => ({ kind: "backup", title: "Window", time });
const twoDigits = (value: number) => String(value).padStart(2, "0");
const clock = (minute: number) => `${twoDigits(Math.floor(minute / 60))}:${twoDigits(minute % 60)}`;
const minute = fc.integer({ min: 0, max: minutesPerDay - 1 });

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
