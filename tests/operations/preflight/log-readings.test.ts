import { expect } from "chai";
import { OperationError } from "../../../operations/errors";
import {
  keepLogReading,
  logRate,
  readLogReadings,
} from "../../../operations/preflight/log-readings";
import { memoryStore } from "../support/memory-store";

const hour = 3_600_000;
const start = new Date("2026-06-15T00:00:00Z");
const after = (hours: number) => new Date(start.getTime() + hours * hour);
const log = (...sizes: readonly number[]) => ({
  binaryLogs: sizes.map((file_size, index) => ({ log_name: `binlog.${index + 1}`, file_size })),
});
const status = (file: string, position: number) => ({
  logStatus: [{ file, position, binlog_do_db: "", binlog_ignore_db: "" }],
});

describe("readings of the binary log", () => {
  it("give the rate since the oldest one whose file is still there", async () => {
    const store = memoryStore();
    await keepLogReading(store, "erp", status("binlog.0", 5), start);
    await keepLogReading(store, "erp", status("binlog.1", 400), after(2));
    await keepLogReading(store, "erp", status("binlog.2", 100), after(5));
    await keepLogReading(store, "crm", status("binlog.1", 0), start);
    const readings = await readLogReadings(store, "erp");
    expect(readings.map(({ position }) => position)).to.deep.equal([5, 400, 100]);
    expect(logRate(readings, log(1000, 2000, 700), after(12))).to.deep.equal({
      hours: 10,
      bytesPerHour: (600 + 2000 + 700) / 10,
    });
  });

  it("say nothing of minutes, of a log that is gone, and of a server that was set up again", () => {
    const at = (file: string, position: number) => [{ time: start.toISOString(), file, position }];
    expect(logRate(at("binlog.1", 0), log(1000), after(0.1))).to.equal(undefined);
    expect(logRate(at("binlog.9", 0), log(1000), after(5))).to.equal(undefined);
    expect(logRate(at("binlog.1", 2000), log(1000), after(5))).to.equal(undefined);
  });

  it("are left out where there is no bucket", async () => {
    const refuse = () => Promise.reject(new OperationError("no bucket"));
    const store = { ...memoryStore(), list: refuse, create: refuse };
    expect(await readLogReadings(store, "erp")).to.deep.equal([]);
    await keepLogReading(store, "erp", status("binlog.1", 4), start);
  });
});
