import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { loadOutputs, parseOutputs } from "../../checks/outputs";

const file = join(__dirname, "fixtures/outputs.json");
const complete = JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>;

describe("Stack outputs", () => {
  it("are read from a file as `pulumi stack output --json` prints it", async () => {
    const outputs = await loadOutputs({ file });
    expect(outputs.environment).to.equal("qa-2");
    expect(outputs.dmsReplicationTaskArns).to.have.keys("orders");
  });

  it("may be without a VPN", () => {
    const { vpnConnectionId, ...withoutVpn } = complete;
    expect(vpnConnectionId).to.be.a("string");
    expect(parse(withoutVpn).vpnConnectionId).to.equal(undefined);
  });

  it("are refused with every problem at once: missing, unknown, empty, of another shape", () => {
    const { vpcId, ...others } = complete;
    expect(vpcId).to.be.a("string");
    const wrong = { ...others, auroraEndpoint: "x", privateSubnetIds: "subnet-1", webAclArn: "" };
    expect(() => parse(wrong)).to.throw(/vpcId: is missing/);
    expect(() => parse(wrong)).to.throw(/auroraEndpoint: is not an output of this program/);
    expect(() => parse(wrong)).to.throw(/privateSubnetIds: .*expected array/);
    expect(() => parse(wrong)).to.throw(/webAclArn: is empty/);
  });

  it("are refused when they are no JSON, naming where they came from", () => {
    expect(() => parseOutputs("error: no stack", "The stack qa")).to.throw(
      /^The stack qa holds no JSON/,
    );
  });
});

function parse(outputs: Record<string, unknown>) {
  return parseOutputs(JSON.stringify(outputs), "The file");
}
