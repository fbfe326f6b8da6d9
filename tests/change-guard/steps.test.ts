import { expect } from "chai";
import { createColors } from "picocolors";
import { dangerousChangesOf } from "@landing-zone/change-guard/index";
import { plannedChanges } from "@landing-zone/change-guard/steps";
import { type Step } from "@landing-zone/plan/step";
import { renderDangerousChanges } from "@landing-zone/cli/render/dangerous-changes";

const urn = (type: string, name: string) =>
  `urn:pulumi:dev::project::migration:a:B$${type}::${name}`;
const tunnel = (path: string) => ({ path, kind: "update", replaces: false }) as const;
const step = (operation: Step["operation"], type: string, ...paths: string[]): Step => ({
  operation,
  urn: urn(type, operation),
  custom: true,
  changes: paths.map(tunnel),
});

const connection = "aws:ec2/vpnConnection:VpnConnection";
const key = "aws:kms/key:Key";

describe("The steps of a local deployment", () => {
  it("are judged like those of Pulumi's, by the properties that hold what changes", () => {
    const steps = [
      step("update", connection, "tunnel1IkeVersions[0]", "tunnel1IkeVersions[1]", 'tunnel2["x"]'),
      step("replace", key),
      step("delete", key),
      step("forget", key),
      step("create", key),
      step("same", connection),
    ];
    const changes = plannedChanges(steps);
    expect(changes[0]?.properties).to.deep.equal(["tunnel1IkeVersions", "tunnel2"]);
    const shown = renderDangerousChanges(dangerousChangesOf(changes), createColors(false));
    expect(shown[0]).to.equal("Dangerous in an account (4)");
    expect(shown.filter((line) => line.includes("would be deleted"))).to.have.length(2);
    expect(shown.join("\n")).to.include("it stays in AWS").and.include("can never be read again");
  });

  it("are shown only when there is something to decide", () => {
    expect(renderDangerousChanges([], createColors(false))).to.deep.equal([]);
  });
});
