import { isInZone, parentOf } from "../../lib/domain-names";
import { formatPath, type Path } from "../faults";
import type { Check, Draft } from "./draft";

const edge: Path = ["edge"];

/** The load balancer's names and certificates go together, each once, where the stack can use them. */
export const edgeNames: Check = (draft) => {
  const { given } = draft;
  if (given("edge", "domainName")) {
    checkZone(draft);
    checkOnce(draft, "domainName", "alternativeNames");
  } else {
    checkUnused(draft, "alternativeNames");
    checkUnused(draft, "hostedZoneName");
  }
  checkOnce(draft, "certificateArn", "additionalCertificateArns");
};

function checkUnused({ faults, given }: Draft, key: "alternativeNames" | "hostedZoneName"): void {
  if (given("edge", key)) {
    faults.add([...edge, key], "is not used; it is allowed only together with edge.domainName");
  }
}

/** Route 53 refuses records of names that are not in the zone. */
function checkZone({ settings, faults }: Draft): void {
  const { domainName, alternativeNames = [], hostedZoneName } = settings.edge ?? {};
  const zone = hostedZoneName ?? (domainName && parentOf(domainName));
  if (zone === undefined) return;
  const named: [Path, string | undefined][] = [
    [[...edge, "domainName"], domainName],
    ...alternativeNames.map((name, index): [Path, string | undefined] => [
      [...edge, "alternativeNames", index],
      name,
    ]),
  ];
  for (const [path, name] of named) {
    if (name !== undefined && !isInZone(name, zone)) {
      faults.add(
        path,
        `${faults.show(path, name)} is outside edge.hostedZoneName ${zone}; a name of the hosted zone`,
      );
    }
  }
}

/** Nothing is listed twice, nor besides the one that comes first. */
function checkOnce(
  { settings, faults }: Draft,
  first: "domainName" | "certificateArn",
  key: "alternativeNames" | "additionalCertificateArns",
): void {
  const values = settings.edge?.[key] ?? [];
  values.forEach((value, index) => {
    const at = [...edge, key, index];
    if (value === undefined) return;
    if (value === settings.edge?.[first]) {
      const other = formatPath([...edge, first]);
      faults.add(at, `${faults.show(at, value)} is ${other} already; each once`);
    } else if (values.indexOf(value) < index) {
      faults.add(at, `${faults.show(at, value)} is named twice; each once`);
    }
  });
}
