import { expect } from "chai";
import fc from "fast-check";
import { anyAlarm, maxRuleAlarms } from "../../../lib/composite-rule";

const alarmName = fc.stringMatching(/^[a-z][a-z0-9-]{0,60}$/);

describe("The rule of a composite alarm", () => {
  it("is on while any of its alarms is", () => {
    expect(anyAlarm(["b", "a"])).to.equal('ALARM("a") OR ALARM("b")');
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
