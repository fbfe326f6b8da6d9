import { isNewer } from "../../lib/dated-lists";
import { words } from "../../lib/options";
import { like } from "../../lib/option-forms";
import { text } from "../../lib/props";
import { advice, defineRule, type Verdict } from "../../lib/rule";
import { show } from "../../lib/show";
import { types } from "../../lib/tokens";

const msPerDay = 86_400_000;
const warningDays = 90;

export const dmsEngineSupported = defineRule({
  name: "dms-engine-supported",
  title: "The replication engine is supported",
  description: "A replication instance must name an engine version before its end of life.",
  severity: "medium",
  level: "mandatory",
  remediation: "Set engineVersion to one of `versions` with a distant end of life.",
  url: "https://docs.aws.amazon.com/dms/latest/userguide/CHAP_ReleaseNotes.html",
  options: {
    versions: words(
      "Accepted versions, each with `=` and its last day if AWS has announced one; as of November 2026.",
      ["3.5.3=2026-06-30", "3.5.4=2027-03-31", "3.6.0=2026-07-27", "3.6.1"],
      like("a version such as 3.6.1 or 3.5.4=2027-03-31", /^\d+\.\d+\.\d+(=\d{4}-\d{2}-\d{2})?$/),
      { minItems: 1 },
    ),
  },
  types: types.dmsInstance,
  *resource({ props }, { versions }) {
    const version = text(props, "engineVersion");
    if (version === undefined) {
      yield "engineVersion is not stated";
      return;
    }
    const accepted = versions.map((item) => item.split("="));
    const [, lastDay] = accepted.find(([name]) => name === version) ?? [undefined, "unknown"];
    const names = accepted.map(([name = ""]) => name);
    if (lastDay === "unknown" && isNewer(version, names)) {
      yield advice(`engineVersion ${show(props, "engineVersion")} is newer than the list`);
    } else if (lastDay === "unknown") {
      yield `engineVersion is ${show(props, "engineVersion")}; ${names.join(", ")} are accepted`;
    } else if (lastDay !== undefined) {
      yield* endOf(version, lastDay);
    }
  },
});

function* endOf(version: string, lastDay: string): Generator<Verdict> {
  const days = Math.ceil((Date.parse(`${lastDay}T00:00:00Z`) + msPerDay - Date.now()) / msPerDay);
  if (!(days > 0)) {
    yield `engine ${version} reached its end of life on ${lastDay}`;
  } else if (days <= warningDays) {
    yield advice(`engine ${version} reaches its end of life on ${lastDay}`);
  }
}
