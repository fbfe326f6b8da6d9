import { expect } from "chai";
import { configured, faultsOf, hybrid, shortest, spacious } from "./example";

describe("the application in the data centre", () => {
  it("fails without a way to the data centre", () => {
    const tree = configured(shortest(), {
      "edge.onPremises": { addresses: ["192.168.10.40"], trafficPercent: 90 },
    });
    expect(faultsOf(tree)).to.deep.equal([
      "edge.onPremises: needs network.onPremises, the way to the data centre; leave it out without",
    ]);
  });

  it("fails for each server that is elsewhere", () => {
    const tree = configured(hybrid(), {
      "network.onPremises.cidrs": ["192.168.10.0/24", "192.168.20.0/24"],
      "edge.onPremises.addresses": ["192.168.11.40", "192.168.20.40", "10.20.0.9"],
    });
    const rule = "is outside network.onPremises.cidrs 192.168.10.0/24, 192.168.20.0/24";
    expect(faultsOf(tree)).to.deep.equal([
      `edge.onPremises.addresses[0]: "192.168.11.40" ${rule}; an address of the data centre`,
      `edge.onPremises.addresses[2]: "10.20.0.9" ${rule}; an address of the data centre`,
    ]);
  });

  it("is not judged by ranges that are faulty themselves", () => {
    const tree = configured(hybrid(), { "network.onPremises.cidrs": ["192.168.11.0/33"] });
    expect(faultsOf(tree)).to.have.length(1);
  });

  it("fails without a share of the traffic, which nobody can guess", () => {
    const tree = configured(spacious(), { "edge.onPremises": { addresses: ["192.168.10.40"] } });
    expect(faultsOf(tree)).to.deep.equal([
      "edge.onPremises.trafficPercent: is required; a whole number, 0 to 100",
    ]);
  });
});

describe("clients that stay with one server", () => {
  it("have to stay with its side too", () => {
    const tree = configured(hybrid(), {
      "edge.balancing": { stickinessSeconds: 600 },
      "edge.onPremises.stickinessSeconds": 0,
    });
    expect(faultsOf(tree)).to.deep.equal([
      "edge.onPremises.stickinessSeconds: 0 is not allowed with edge.balancing.stickinessSeconds 600, since a client whose side changes loses its server; at least 1",
    ]);
  });

  it("may, with a time of their own for the side", () => {
    const tree = configured(hybrid(), {
      "edge.balancing": { stickinessSeconds: 600 },
      "edge.onPremises.stickinessSeconds": 1,
    });
    expect(faultsOf(tree)).to.deep.equal([]);
  });
});

describe("a slow start", () => {
  for (const algorithm of ["least_outstanding_requests", "weighted_random"]) {
    it(`fails with ${algorithm}, as AWS refuses the two together`, () => {
      const tree = configured(shortest(), {
        "edge.balancing": { algorithm, slowStartSeconds: 30 },
      });
      expect(faultsOf(tree)).to.deep.equal([
        `edge.balancing.slowStartSeconds: 30 needs the algorithm round_robin; 0 is allowed with ${algorithm}`,
      ]);
    });
  }
});
