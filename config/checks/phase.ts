import { z } from "zod";
import { maxTaskIdentifierLength } from "../../lib/dms-names";
import { legName, legsOf, type Phase, phaseFacts, phases, progressOf } from "../../lib/phases";
import { tableSelection, transformation } from "../../lib/settings/table-mappings";
import { reverseMappings } from "../../lib/table-mappings/reversal";
import type { Path } from "../faults";
import type { Check, Draft } from "./draft";

/** Nothing that is written contradicts the phase. */
export const phase: Check = (draft) => {
  const current = draft.settings.phase;
  // A faulty one is reported already, and no other is meant.
  if (current === undefined && draft.given("phase")) return;
  checkPreset(draft, current);
  checkShare(draft, current);
  checkMigrations(draft, current);
};

function checkPreset({ settings, faults, given }: Draft, current: Phase | undefined): void {
  const path: Path = ["database", "parameterPreset"];
  const preset = settings.database?.parameterPreset;
  if (current === undefined || preset === undefined || !given("database", "parameterPreset"))
    return;
  const allowed = phaseFacts[current].parameterPreset;
  if (preset !== allowed) {
    faults.add(
      path,
      `${faults.show(path, preset)} contradicts ${inPhase(current)}; ${allowed}, or leave it out`,
    );
  }
}

function checkShare({ settings, faults, given }: Draft, current: Phase | undefined): void {
  if (!given("edge", "onPremises")) return;
  const path: Path = ["edge", "onPremises", "trafficPercent"];
  const percent = settings.edge?.onPremises?.trafficPercent;
  if (current === undefined || phaseFacts[current].onPremisesPercent === "asConfigured") {
    if (!given("edge", "onPremises", "trafficPercent")) {
      faults.add(path, "is required; a whole number, 0 to 100");
    }
    return;
  }
  const allowed = phaseFacts[current].onPremisesPercent;
  if (allowed === "none") {
    faults.add(
      ["edge", "onPremises"],
      `contradicts ${inPhase(current)}, in which the data centre serves nothing; leave it out`,
    );
  } else if (percent !== undefined && percent !== allowed) {
    faults.add(
      path,
      `${faults.show(path, percent)} contradicts ${inPhase(current)}; ${allowed}, or leave it out`,
    );
  }
}

function checkMigrations(draft: Draft, current: Phase | undefined): void {
  const { settings, faults } = draft;
  for (const [name, migration] of Object.entries(settings.dms?.migrations ?? {})) {
    const path = ["dms", "migrations", name, "phase"];
    const own = migration?.phase;
    if (own !== undefined && current === undefined) {
      faults.add(path, `${faults.show(path, own)} needs phase, the stack's; ${phases.join(", ")}`);
    } else if (
      own !== undefined &&
      current !== undefined &&
      progressOf(own) < progressOf(current)
    ) {
      const allowed = phases.filter((it) => progressOf(it) >= progressOf(current));
      faults.add(
        path,
        `${faults.show(path, own)} is behind ${inPhase(current)}, which Aurora's parameters and the traffic follow; ${allowed.join(", ")}`,
      );
    }
  }
  checkIdentifiers(draft, current);
}

/** Further tasks of a migration have identifiers that fit, and that no other migration's task has. */
function checkIdentifiers(draft: Draft, current: Phase | undefined): void {
  for (const [name, migration] of Object.entries(draft.settings.dms?.migrations ?? {})) {
    const own = migration?.phase ?? current;
    if (own === undefined || migration?.type === undefined) continue;
    const comparesOnly = migration.validation?.only === true;
    for (const leg of legsOf({ type: migration.type, comparesOnly, phase: own })) {
      if (leg !== "forward") checkIdentifier(draft, name, legName(leg, name), own);
      if (leg === "back") checkReversal(draft, name, own);
    }
  }
}

function checkIdentifier(
  { settings: { environment = "", dms }, faults }: Draft,
  name: string,
  taskName: string,
  own: Phase,
): void {
  const path: Path = ["dms", "migrations"];
  const excess = `${taskName}-${environment}`.length - maxTaskIdentifierLength;
  if (excess > 0) {
    faults.add(
      [...path, name],
      `has a name of ${name.length} characters; at most ${name.length - excess} in ${inPhase(own)}, since the identifier of its further task, ${taskName}-${environment}, ends at ${maxTaskIdentifierLength}`,
    );
  }
  if (Object.hasOwn(dms?.migrations ?? {}, taskName)) {
    faults.add(
      [...path, taskName],
      `has the name of a further task that dms.migrations.${name} has in ${inPhase(own)}; any other name`,
    );
  }
}

/** Checks that renamed names can be restored on the way back. */
function checkReversal({ settings, faults }: Draft, name: string, own: Phase): void {
  const { tables = [], transformations = [] } = settings.dms?.migrations?.[name] ?? {};
  const selected = z.array(tableSelection).safeParse(tables);
  const transformed = z.array(transformation).safeParse(transformations);
  // Faults in the selection or the transformations are reported already.
  if (!selected.success || !transformed.success) return;
  const { irreversible } = reverseMappings(selected.data, transformed.data);
  for (const index of irreversible) {
    const path = ["dms", "migrations", name, "transformations", index];
    faults.add(
      path,
      `cannot be undone on the way back, which ${inPhase(own)} declares; names without %, or the action add-prefix, add-suffix, replace-prefix, or replace-suffix alone on its tables`,
    );
  }
}

const inPhase = (phase: Phase) => `the phase ${phase}`;
