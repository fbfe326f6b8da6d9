import { containsCidr, overlapCidr } from "cidr-tools";
import { formatPath, type Path } from "../faults";
import type { Check, Draft } from "./draft";
import { pairs, pairsWithin } from "./pairs";

interface Range {
  readonly path: Path;
  readonly cidr: string;
}

/** The VPC, the data centre and the sources must not claim the same addresses, nor a list one twice. */
export const addressRanges: Check = (draft) => {
  const { network, dms, edge } = draft.settings;
  const vpc = network?.cidr ? [{ path: ["network", "cidr"], cidr: network.cidr }] : [];
  const onPremises = listed(["network", "onPremises", "cidrs"], network?.onPremises?.cidrs);
  const sourceLists = Object.entries(dms?.sources ?? {}).map(([name, source]) =>
    listed(["dms", "sources", name, "cidrs"], source?.cidrs),
  );
  const sources = sourceLists.flat();
  const elsewhere = [...onPremises, ...sources];
  for (const [a, b] of [...pairs(vpc, elsewhere), ...pairsWithin(onPremises)]) {
    if (overlapCidr(a.cidr, b.cidr)) {
      report(draft, a, "overlaps", b, "an address must have one place only");
    }
  }
  // A security group has a rule for each, which AWS takes once.
  for (const list of [...sourceLists, listed(["edge", "allowedCidrs"], edge?.allowedCidrs)]) {
    reportRepeated(draft, list);
  }
  for (const [source, range] of pairs(sources, onPremises)) {
    if (overlapCidr(source.cidr, range.cidr) && !containsCidr(range.cidr, source.cidr)) {
      report(draft, source, "is partly in", range, "it must be all inside or all outside");
    }
  }
};

function report({ faults }: Draft, a: Range, relation: string, b: Range, rule: string): void {
  const other = `${formatPath(b.path)} ${faults.show(b.path, b.cidr)}`;
  faults.add(a.path, `${faults.show(a.path, a.cidr)} ${relation} ${other}; ${rule}`);
}

function reportRepeated({ faults }: Draft, ranges: readonly Range[]): void {
  ranges.forEach(({ path, cidr }, index) => {
    if (ranges.findIndex((range) => range.cidr === cidr) < index) {
      faults.add(path, `${faults.show(path, cidr)} is named twice; each once`);
    }
  });
}

function listed(path: Path, cidrs: readonly (string | undefined)[] = []): Range[] {
  return cidrs.flatMap((cidr, index) => (cidr ? [{ path: [...path, index], cidr }] : []));
}
