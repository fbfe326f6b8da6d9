import { expect } from "chai";
import { taskSettings, type TaskSettingsOptions } from "../../../lib/task-settings";
import { usual } from "../../support/task-options";

type Settings = Record<string, Record<string, unknown>>;
const settingsOf = (changes: Partial<TaskSettingsOptions>) =>
  JSON.parse(taskSettings({ ...usual, ...changes })) as Settings;

describe("taskSettings", () => {
  /**
   * The bytes, because the provider compares text with AWS's answer: a further key, a null or a log
   * group among them is a difference in every preview.
   */
  it("writes exactly these settings, so that no preview shows a difference for ever", () => {
    expect(taskSettings({ ...usual, lobMaxSizeKiB: 64 })).to.equal(
      '{"ChangeProcessingDdlHandlingPolicy":{"HandleSourceTableAltered":true,' +
        '"HandleSourceTableDropped":true,"HandleSourceTableTruncated":true},' +
        '"ChangeProcessingTuning":{"MemoryLimitTotal":1024},' +
        '"ControlTablesSettings":{"ControlSchema":"awsdms_control","StatusTableEnabled":true,' +
        '"SuspendedTablesTableEnabled":true},' +
        '"ErrorBehavior":{"ApplyErrorDeletePolicy":"LOG_ERROR","ApplyErrorInsertPolicy":"LOG_ERROR",' +
        '"ApplyErrorUpdatePolicy":"LOG_ERROR","DataErrorPolicy":"LOG_ERROR",' +
        '"DataTruncationErrorPolicy":"LOG_ERROR","FailOnNoTablesCaptured":true,' +
        '"TableErrorPolicy":"SUSPEND_TABLE"},' +
        '"FullLoadSettings":{"CommitRate":10000,"MaxFullLoadSubTasks":8,' +
        '"StopTaskCachedChangesApplied":false,"StopTaskCachedChangesNotApplied":false,' +
        '"TargetTablePrepMode":"DO_NOTHING","TransactionConsistencyTimeout":600},' +
        '"Logging":{"EnableLogContext":false,"EnableLogging":true,"LogComponents":[' +
        '{"Id":"SOURCE_CAPTURE","Severity":"LOGGER_SEVERITY_DEFAULT"},' +
        '{"Id":"SOURCE_UNLOAD","Severity":"LOGGER_SEVERITY_DEFAULT"},' +
        '{"Id":"TARGET_APPLY","Severity":"LOGGER_SEVERITY_DEFAULT"},' +
        '{"Id":"TARGET_LOAD","Severity":"LOGGER_SEVERITY_DEFAULT"},' +
        '{"Id":"TASK_MANAGER","Severity":"LOGGER_SEVERITY_DEFAULT"},' +
        '{"Id":"VALIDATOR_EXT","Severity":"LOGGER_SEVERITY_DEFAULT"}]},' +
        '"TargetMetadata":{"BatchApplyEnabled":false,"FullLobMode":false,"LimitedSizeLobMode":true,' +
        '"LobMaxSize":64,"SupportLobs":true},' +
        '"ValidationSettings":{"EnableValidation":true,"FailureMaxCount":10000,"PartitionSize":10000,' +
        '"SkipLobColumns":false,"TableFailureMaxCount":1000,"ThreadCount":5,"ValidationOnly":false}}',
    );
  });

  it("carries every LOB whole in the mode inline, large ones piece by piece", () => {
    const { TargetMetadata } = settingsOf({ lobMode: "inline", lobMaxSizeKiB: 128 });
    expect(TargetMetadata).to.deep.equal({
      SupportLobs: true,
      FullLobMode: true,
      LimitedSizeLobMode: false,
      InlineLobMaxSize: 128,
      LobChunkSize: 64,
      BatchApplyEnabled: false,
    });
  });

  it("loads as many tables at a time, and stops where the indexes are to be made", () => {
    const { FullLoadSettings } = settingsOf({
      fullLoad: {
        targetTables: "truncate",
        parallelTables: 16,
        commitRate: 50_000,
        transactionTimeoutSeconds: 60,
        stop: "beforeCachedChanges",
      },
    });
    expect(FullLoadSettings).to.deep.equal({
      TargetTablePrepMode: "TRUNCATE_BEFORE_LOAD",
      MaxFullLoadSubTasks: 16,
      CommitRate: 50_000,
      TransactionConsistencyTimeout: 60,
      StopTaskCachedChangesNotApplied: true,
      StopTaskCachedChangesApplied: false,
    });
    const after = settingsOf({ fullLoad: { ...usual.fullLoad, stop: "afterCachedChanges" } });
    expect(after["FullLoadSettings"]).to.include({
      StopTaskCachedChangesNotApplied: false,
      StopTaskCachedChangesApplied: true,
    });
  });

  it("applies changes in batches, without the source's DDL, when that is asked for", () => {
    const settings = settingsOf({
      changes: { batchApply: true, applyDdl: false, memoryLimitMiB: 4096 },
    });
    expect(settings["TargetMetadata"]).to.include({ BatchApplyEnabled: true });
    expect(settings["ChangeProcessingTuning"]).to.deep.equal({ MemoryLimitTotal: 4096 });
    expect(Object.values(settings["ChangeProcessingDdlHandlingPolicy"]!)).to.deep.equal([
      false,
      false,
      false,
    ]);
  });

  it("lets replication go ahead of a comparison that writes nothing", () => {
    const { ValidationSettings } = settingsOf({ validation: { ...usual.validation, only: true } });
    expect(ValidationSettings).to.include({
      EnableValidation: true,
      ValidationOnly: true,
      ValidationQueryCdcDelaySeconds: 180,
    });
  });

  it("compares rows side by side, and gives up after as many differences as it may", () => {
    const { ValidationSettings } = settingsOf({
      validation: {
        threads: 16,
        partitionSize: 5_000,
        maxFailures: 100,
        maxTableFailures: 10,
        skipLobColumns: true,
        only: false,
      },
    });
    expect(ValidationSettings).to.deep.equal({
      EnableValidation: true,
      ValidationOnly: false,
      ThreadCount: 16,
      PartitionSize: 5_000,
      FailureMaxCount: 100,
      TableFailureMaxCount: 10,
      SkipLobColumns: true,
    });
  });

  it("keeps DMS's own tables in the schema that is named", () => {
    const { ControlTablesSettings } = settingsOf({ controlSchema: "dms_of_orders" });
    expect(ControlTablesSettings).to.include({ ControlSchema: "dms_of_orders" });
  });

  it("reacts to errors as the migration says, and always fails without tables", () => {
    const { ErrorBehavior } = settingsOf({
      errors: {
        data: "suspendTable",
        truncation: "stopTask",
        table: "stopTask",
        apply: "stopTask",
      },
    });
    expect(ErrorBehavior).to.deep.equal({
      FailOnNoTablesCaptured: true,
      DataErrorPolicy: "SUSPEND_TABLE",
      DataTruncationErrorPolicy: "STOP_TASK",
      TableErrorPolicy: "STOP_TASK",
      ApplyErrorInsertPolicy: "STOP_TASK",
      ApplyErrorUpdatePolicy: "STOP_TASK",
      ApplyErrorDeletePolicy: "STOP_TASK",
    });
  });

  it("gives the log its context only together with the log", () => {
    expect(settingsOf({ logContext: true })["Logging"]).to.include({
      EnableLogging: true,
      EnableLogContext: true,
    });
  });

  it("never writes what only DMS may write, nor a null", () => {
    for (const changes of [{}, { lobMode: "inline" as const }, { logContext: true }]) {
      const text = taskSettings({ ...usual, ...changes });
      expect(text).not.to.match(/null|CloudWatchLog(?:Group|Stream)/);
    }
  });
});
