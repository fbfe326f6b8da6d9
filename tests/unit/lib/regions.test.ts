import { expect } from "chai";
import {
  endpointServiceName,
  hasZonesABC,
  partitionOf,
  partitions,
  regions,
  serviceHost,
} from "../../../lib/regions";
import { rdsRootsUrl } from "../../../lib/rds-certificates";
import { rotationApplication } from "../../../lib/rotation-application";

describe("The regions", () => {
  it("are each of one partition, by their names", () => {
    expect(new Set(regions).size).to.equal(regions.length);
    for (const region of regions) {
      const named = region.startsWith("cn-")
        ? "aws-cn"
        : region.startsWith("us-gov-")
          ? "aws-us-gov"
          : "aws";
      expect(partitionOf(region), region).to.equal(named);
    }
    expect(new Set(regions.map(partitionOf))).to.deep.equal(new Set(partitions));
  });

  it("have a rotation application and certificates of their own partition", () => {
    for (const region of regions) {
      for (const strategy of ["singleUser", "alternatingUsers"] as const) {
        const { applicationId } = rotationApplication(region, strategy);
        const [, partition, , home = ""] = applicationId.split(":");
        expect(partition, region).to.equal(partitionOf(region));
        expect(partitionOf(home), region).to.equal(partition);
      }
      expect(rdsRootsUrl(region)).to.match(new RegExp(`/${region}/${region}-bundle\\.pem$`));
    }
    expect(rotationApplication("us-gov-east-1", "singleUser").semanticVersion).to.equal("1.1.384");
    expect(rotationApplication("us-gov-west-1", "alternatingUsers").semanticVersion).to.equal(
      "1.1.383",
    );
  });

  it("have hosts of China's domain in China alone", () => {
    for (const region of regions) {
      const host = serviceHost("logs", region);
      expect(host.endsWith(".amazonaws.com.cn"), host).to.equal(region.startsWith("cn-"));
    }
    expect(endpointServiceName("sts", "cn-north-1")).to.equal("cn.com.amazonaws.cn-north-1.sts");
    expect(endpointServiceName("kms", "cn-north-1")).to.equal("com.amazonaws.cn-north-1.kms");
    expect(endpointServiceName("sts", "us-east-1")).to.equal("com.amazonaws.us-east-1.sts");
  });

  it("are known by the zones of every account, or not", () => {
    expect(hasZonesABC("us-east-1")).to.equal(true);
    for (const region of ["us-west-1", "us-east-9", "cn-north-1"]) {
      expect(hasZonesABC(region), region).to.equal(false);
    }
  });
});
