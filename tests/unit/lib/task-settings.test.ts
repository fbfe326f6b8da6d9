import { expect } from "chai";
import { taskSettings } from "../../../lib/task-settings";

describe("taskSettings", () => {
  /**
   * The bytes, because the provider compares text with what AWS answers: a key more, a null or a log
   * group among them is a difference in every preview.
   */
  it("writes exactly these settings, so that no preview shows a difference for ever", () => {
    expect(taskSettings({ lobMaxSizeKiB: 64 })).to.equal(
      '{"FullLoadSettings":{"TargetTablePrepMode":"DO_NOTHING"},' +
        '"Logging":{"EnableLogging":true,"LogComponents":[' +
        '{"Id":"SOURCE_CAPTURE","Severity":"LOGGER_SEVERITY_DEFAULT"},' +
        '{"Id":"SOURCE_UNLOAD","Severity":"LOGGER_SEVERITY_DEFAULT"},' +
        '{"Id":"TARGET_APPLY","Severity":"LOGGER_SEVERITY_DEFAULT"},' +
        '{"Id":"TARGET_LOAD","Severity":"LOGGER_SEVERITY_DEFAULT"},' +
        '{"Id":"TASK_MANAGER","Severity":"LOGGER_SEVERITY_DEFAULT"},' +
        '{"Id":"VALIDATOR_EXT","Severity":"LOGGER_SEVERITY_DEFAULT"}]},' +
        '"TargetMetadata":{"FullLobMode":false,"LimitedSizeLobMode":true,"LobMaxSize":64,"SupportLobs":true},' +
        '"ValidationSettings":{"EnableValidation":true}}',
    );
  });
});
