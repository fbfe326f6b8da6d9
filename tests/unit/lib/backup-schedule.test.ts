import { expect } from "chai";
import fc from "fast-check";
import { backupMinute, backupSchedules } from "../../../lib/backup-schedule";
import { day, parseWindow, windowsOverlap } from "../../../lib/windows";

const time = (minute: number) =>
  [Math.floor(minute / 60) % 24, minute % 60]
    .map((part) => String(part).padStart(2, "0"))
    .join(":");

describe("the time of AWS Backup", () => {
  it("is an hour after Aurora's own backup, when nothing is in the way", () => {
    expect(backupMinute("02:00-03:00", "sun:20:00-sun:21:00")).to.equal(4 * 60);
  });

  it("waits for the maintenance", () => {
    expect(backupMinute("02:00-03:00", "sun:04:30-sun:05:30")).to.equal(6 * 60 + 30);
  });

  it("is never within an hour of a backup or a maintenance window", () => {
    const minute = fc.integer({ min: 0, max: day - 1 });
    const length = fc.integer({ min: 30, max: 4 * 60 });
    fc.assert(
      fc.property(minute, length, minute, length, (from, minutes, weekly, weeklyMinutes) => {
        const backup = `${time(from)}-${time(from + minutes)}`;
        const ends = weekly + weeklyMinutes;
        const maintenance = `sun:${time(weekly)}-${ends < day ? "sun" : "mon"}:${time(ends)}`;
        const start = backupMinute(backup, maintenance);
        const taken = { start: start - 59, minutes: 118, period: day };
        for (const window of [backup, maintenance].map(parseWindow)) {
          expect(windowsOverlap(window!, taken), `${backup} ${maintenance}`).to.equal(false);
        }
      }),
    );
  });

  it("is refused when a window lasts all day", () => {
    expect(() => backupMinute("03:00-02:00", "sun:04:30-sun:05:30")).to.throw(
      /03:00-02:00 .* leave no time for AWS Backup/,
    );
  });

  it("is written as AWS Backup reads it", () => {
    expect(backupSchedules(6 * 60 + 30)).to.deep.equal({
      daily: "cron(30 6 ? * * *)",
      monthly: "cron(30 6 1 * ? *)",
    });
  });
});
