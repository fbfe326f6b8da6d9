import { expect } from "chai";
import fc from "fast-check";
import * as thresholds from "../../../lib/alarm-thresholds";

/** Memory of an instance in GiB, from half a capacity unit to the largest class. */
const memory = fc.integer({ min: 1, max: 768 });

describe("Alarm thresholds", () => {
  it("are bytes where the metric counts bytes: 10 % and 5 % of 4 GiB of memory", () => {
    expect(thresholds.freeMemoryBytes(4)).to.deep.equal({
      warning: 429_496_729,
      critical: 214_748_364,
    });
  });

  it("warn of replication storage at a quarter left, before DMS does at a tenth", () => {
    expect(thresholds.freeReplicationStorageBytes(100)).to.deep.equal({
      warning: 25 * 2 ** 30,
      critical: 15 * 2 ** 30,
    });
  });

  it("follow the local storage of an Aurora instance, twice its memory", () => {
    expect(thresholds.freeLocalStorageBytes(16)).to.deep.equal({
      warning: 3_435_973_836,
      critical: 1_717_986_918,
    });
  });

  it("call while as much of a source's binary log is left as has been used up", () => {
    expect(thresholds.binlogLatencySeconds(72)).to.deep.equal({ critical: 36 * 3600 });
    fc.assert(
      fc.property(fc.integer({ min: 72, max: 8760 }), (hours) => {
        const { critical = 0 } = thresholds.binlogLatencySeconds(hours);
        expect(2 * critical).to.equal(hours * 3600);
        expect(critical).to.be.greaterThan(thresholds.replicationLatencySeconds.critical);
      }),
    );
  });

  it("warn before they call, wherever more is worse", () => {
    const ascending = [
      thresholds.cpuPercent,
      thresholds.swapBytes,
      thresholds.replicationLatencySeconds,
      thresholds.replicaLagMilliseconds,
      thresholds.errorCount,
      thresholds.responseSeconds,
      thresholds.connectionCount(1000),
    ];
    for (const { warning, critical } of ascending) {
      expect(warning).to.be.lessThan(critical!);
    }
  });

  it("warn before they call, wherever less is worse", () => {
    fc.assert(
      fc.property(memory, (gibibytes) => {
        const descending = [
          thresholds.freeMemoryBytes(gibibytes),
          thresholds.freeReplicationStorageBytes(gibibytes),
          thresholds.freeLocalStorageBytes(gibibytes),
          thresholds.volumeLeftBytes,
          thresholds.certificateDays,
        ];
        for (const { warning, critical } of descending) {
          expect(warning).to.be.greaterThan(critical!);
        }
      }),
    );
  });
});

describe("The default max_connections of Aurora MySQL", () => {
  const userGuide: [string, number, number][] = [
    ["db.t3.medium", 4, 90],
    ["db.t3.large", 8, 135],
    ["db.r6g.large", 16, 1000],
    ["db.r6g.xlarge", 32, 2000],
    ["db.r6g.2xlarge", 64, 3000],
    ["db.r6g.4xlarge", 128, 4000],
    ["db.r6g.8xlarge", 256, 5000],
    ["db.r6g.16xlarge", 512, 6000],
  ];
  for (const [instanceClass, gibibytes, connections] of userGuide) {
    it(`is ${connections} for ${instanceClass}, as in the user guide`, () => {
      expect(thresholds.defaultMaxConnections(gibibytes)).to.equal(connections);
    });
  }

  it("is 90 for one capacity unit and 2,000 for sixteen, as in the user guide", () => {
    const connections = (capacity: number) =>
      thresholds.defaultMaxConnections(thresholds.serverlessMemoryGiB(capacity));
    expect([connections(1), connections(16)]).to.deep.equal([90, 2000]);
  });

  it("never falls when an instance gets more memory", () => {
    fc.assert(
      fc.property(memory, memory, (a, b) => {
        const [less, more] = [Math.min(a, b), Math.max(a, b)];
        expect(thresholds.defaultMaxConnections(less)).to.be.at.most(
          thresholds.defaultMaxConnections(more),
        );
      }),
    );
  });

  it("is announced while connections are still accepted", () => {
    fc.assert(
      fc.property(memory, (gibibytes) => {
        const limit = thresholds.defaultMaxConnections(gibibytes);
        expect(thresholds.connectionCount(limit).critical).to.be.lessThan(limit);
      }),
    );
  });
});
