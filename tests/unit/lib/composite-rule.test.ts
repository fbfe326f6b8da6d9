import { expect } from "chai";
import fc from "fast-check";
import { alarmGroups, anyAlarm, everyAlarm, maxRuleAlarms } from "../../../lib/composite-rule";

const alarmName = fc.stringMatching(/^[a-z][a-z0-9-]{0,60}$/);

describe("The rule of a composite alarm", () => {
  it("is on while any of its alarms is", () => {
    expect(anyAlarm(["b", "a"])).to.equal('ALARM("a") OR ALARM("b")');
  });

  it("is on only while every one of its alarms is, where one of them is enough to go on", () => {
    expect(everyAlarm(["b", "a"])).to.equal('ALARM("a") AND ALARM("b")');
  });

  it("does not depend on the order of the alarms, nor on one that is named twice", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(alarmName, { minLength: 1, maxLength: maxRuleAlarms }),
        (names) => {
          expect(anyAlarm([...names].reverse())).to.equal(anyAlarm(names));
          expect(anyAlarm([...names, ...names])).to.equal(anyAlarm(names));
        },
      ),
    );
  });

  it("names each alarm exactly once", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(alarmName, { minLength: 1, maxLength: maxRuleAlarms }),
        (names) => {
          const named = [...anyAlarm(names).matchAll(/ALARM\("([^"]+)"\)/g)].map(
            ([, name]) => name,
          );
          expect(named).to.have.members(names);
          expect(named).to.have.length(names.length);
        },
      ),
    );
  });

  it("is refused without alarms, and for more than CloudWatch takes", () => {
    expect(() => anyAlarm([])).to.throw(RangeError, "0 alarms");
    const tooMany = Array.from({ length: 101 }, (_, index) => `alarm-${index}`);
    expect(() => anyAlarm(tooMany)).to.throw(RangeError, "101 alarms");
  });

  it("is refused when it is too long, with what to do", () => {
    const long = Array.from({ length: 100 }, (_, index) => `${"a".repeat(120)}-${index}`);
    expect(() => anyAlarm(long)).to.throw(RangeError, /CloudWatch allows 10240.*shorter names/);
  });
});

describe("Groups of alarms", () => {
  it("are not needed while one rule takes all alarms and some of other things", () => {
    expect(alarmGroups(Array.from({ length: maxRuleAlarms - 10 }, String))).to.deep.equal([]);
  });

  it("hold every alarm once, and are such that one rule takes a group or all groups", () => {
    const moreThanOneRule = fc.integer({ min: maxRuleAlarms - 9, max: 2_000 });
    fc.assert(
      fc.property(moreThanOneRule, (count) => {
        const alarms = Array.from({ length: count }, (_, index) => index);
        const groups = alarmGroups(alarms);
        expect(groups.flat()).to.deep.equal(alarms);
        expect(groups.length).to.be.at.most(maxRuleAlarms);
        for (const group of groups) expect(group.length).to.be.within(1, maxRuleAlarms);
      }),
    );
  });

  it("stay as they are when an alarm is added at the end, but for the last", () => {
    const [first, second] = alarmGroups(Array.from({ length: 120 }, (_, index) => index));
    const [same, longer] = alarmGroups(Array.from({ length: 121 }, (_, index) => index));
    expect(same).to.deep.equal(first);
    expect(longer).to.deep.equal([...second!, 120]);
  });
});
