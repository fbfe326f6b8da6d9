import { expect } from "chai";
import { changesOf } from "@landing-zone/replication/copy/changes";

/** Nothing listens there: whoever connects fails. */
const server = {
  ...{ host: "source.example", port: 3306, user: "dms", password: "of-a-test" },
  address: { host: "127.0.0.1", port: 1 },
  initialStatements: [],
};

describe("The changes of a server", () => {
  it("end at once for a task that was stopped before it came to read them", async () => {
    const batches = changesOf(server, { file: "binlog.000001", offset: 4 }, AbortSignal.abort());
    expect(await batches.next()).to.deep.equal({ done: true, value: undefined });
  });
});
