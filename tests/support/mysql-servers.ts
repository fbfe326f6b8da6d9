import { expect } from "chai";
import { type Flavour, missingServer } from "@landing-zone/mysql-servers/index";

/** Whether a server that a suite needs is unavailable; one test of the suite then reports it. */
export function lacksServer(...flavours: readonly Flavour[]): boolean {
  const missing = flavours.map(missingServer).find((reason) => reason !== undefined);
  if (missing === undefined) return false;
  it(`not run: ${missing}`, () => {
    expect(missing).to.match(/^M.* is not available: /);
  });
  return true;
}

/** Defines a suite for each flavour of a server, where that and the others that it needs are available. */
export function describeFlavours<Tested extends Flavour>(
  flavours: readonly Tested[],
  title: (flavour: Tested) => string,
  define: (flavour: Tested) => void,
  others: readonly Flavour[] = [],
): void {
  for (const flavour of flavours) {
    describe(title(flavour), function () {
      this.timeout(120_000);
      if (!lacksServer(flavour, ...others)) define(flavour);
    });
  }
}
