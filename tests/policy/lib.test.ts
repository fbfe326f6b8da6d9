import { expect } from "chai";
import * as fc from "fast-check";
import { isCidr, isInside, isOpen, overlaps, privateRanges } from "../../policy-pack/lib/cidr";
import { schedule } from "../../policy-pack/lib/schedules";
import { collide, daily, weekly, windows } from "../../policy-pack/lib/windows";

describe("schedules", () => {
  const gaps: Readonly<Record<string, number | undefined>> = {
    "rate(30 days)": 30,
    "rate(36 hours)": 1.5,
    "cron(0 3 ? * SUN *)": 7,
    "cron(0 3 ? * MON-FRI *)": 3,
    "cron(0 3 ? * 1,4 *)": 4,
    "cron(0 3 L * ? *)": 31,
    "cron(0 3 ? * SUNL *)": 35,
    "cron(0 3 ? * TUE#1 *)": 35,
    "cron(0 3 1/10 * ? *)": 10,
    "cron(0 3 1 */2 ? *)": 62,
    "cron(0 3 31 * ? *)": 61,
    "cron(0 3 30 2 ? *)": undefined,
    "cron(0 3 ? * SUN 2027)": undefined,
    "cron(0 25 ? * SUN *)": undefined,
    "cron(0 3 * * SUN)": undefined,
    "cron(0 3 ? * SUN-MON *)": 6,
    "every day": undefined,
  };
  for (const [expression, days] of Object.entries(gaps)) {
    it(`${expression} leaves ${days ?? "no readable number of"} days at most`, () => {
      expect(schedule(expression)?.longestGapDays).to.equal(days);
    });
  }
});

describe("windows", () => {
  const minute = fc.integer({ min: 0, max: 7 * 24 * 60 - 1 });
  const names = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
  const pad = (n: number) => String(n).padStart(2, "0");
  const at = (m: number) =>
    `${names[Math.floor(m / 1440)]!}:${pad(Math.floor((m % 1440) / 60))}:${pad(m % 60)}`;
  /** Every minute of the week that a weekly window covers, counted one by one. */
  const covered = (start: number, end: number) => {
    const minutes = new Set<number>();
    for (let m = start; m !== end || minutes.size === 0; m = (m + 1) % 10_080) {
      minutes.add(m);
    }
    return minutes;
  };

  it("collide exactly when they share a minute of the week", () => {
    fc.assert(
      fc.property(
        minute,
        fc.integer({ min: 1, max: 2000 }),
        minute,
        fc.integer({ min: 1, max: 2000 }),
        (a, la, b, lb) => {
          const [ea, eb] = [(a + la) % 10_080, (b + lb) % 10_080];
          const share = [...covered(a, ea)].some((m) => covered(b, eb).has(m));
          const one = weekly(`${at(a)}-${at(ea)}`)!;
          const other = weekly(`${at(b)}-${at(eb)}`)!;
          expect(collide(one, other)).to.equal(share);
        },
      ),
      { numRuns: 40 },
    );
  });

  it("repeat each day when they are daily, past midnight too", () => {
    expect(collide(daily("23:30-00:30")!, weekly("wed:00:00-wed:00:10")!)).to.equal(true);
    expect(collide(daily("23:30-00:30")!, weekly("wed:00:30-wed:23:30")!)).to.equal(false);
  });

  it("are not made of other texts", () => {
    for (const text of [
      "",
      "sun:25:00-sun:26:00",
      "xyz:00:00-sun:01:00",
      "24:00-01:00",
      "sunday",
    ]) {
      expect(windows(text), text).to.equal(undefined);
    }
  });
});

describe("address ranges", () => {
  it("are open when they are public and wide, however the internet is cut", () => {
    for (const cidr of ["0.0.0.0/0", "128.0.0.0/1", "::/0", "2000::/3", "8.0.0.0/7"]) {
      expect(isOpen(cidr), cidr).to.equal(true);
    }
    for (const cidr of [
      "8.0.0.0/8",
      "10.0.0.0/8",
      "172.16.0.0/12",
      "fc00::/7",
      "2001:db8::/32",
      "no",
    ]) {
      expect(isOpen(cidr), cidr).to.equal(false);
    }
  });

  it("have an address and a prefix that exist", () => {
    for (const text of [
      "10.0.0.0/33",
      "300.0.0.0/8",
      "10.0.0.0",
      "::/129",
      "1:2/8",
      "/8",
      "10/8",
    ]) {
      expect(isCidr(text), text).to.equal(false);
    }
    for (const text of ["0.0.0.0/00", "0::/0", "::ffff:10.0.0.0/104", "2001:DB8::/32"]) {
      expect(isCidr(text), text).to.equal(true);
    }
  });

  it("are never mistaken in text that is none", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(isInside(text, privateRanges) && !isCidr(text)).to.equal(false);
        expect(overlaps(text, "10.0.0.0/8") && !isCidr(text)).to.equal(false);
      }),
    );
  });
});
