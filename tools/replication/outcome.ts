import { describeFailure, isPositionLost, isTransient, TaskFailure } from "./copy/failures";
import type { FaultName } from "./faults";
import type { TaskRecord } from "./record";

/** Outcome of a run of a task. */
export type Outcome = Pick<TaskRecord, "status" | "stopReason" | "failure">;

/** The outcomes of faults that end a task. */
export const interruptions: Readonly<Partial<Record<FaultName, Outcome>>> = {
  "low-memory": { status: "stopped", stopReason: "STOPPED_DUE_TO_LOW_MEMORY" },
  "low-disk": { status: "stopped", stopReason: "STOPPED_DUE_TO_LOW_DISK" },
  "instance-recycled": { status: "stopped", stopReason: "RECYCLE_TASK" },
  "task-fails": {
    status: "failed",
    stopReason: "FATAL_ERROR",
    failure: "The fault task-fails is played.",
  },
  "task-fails-recoverably": {
    status: "failed",
    stopReason: "RECOVERABLE_ERROR",
    failure: "The fault task-fails-recoverably is played.",
  },
};

/** The outcome of a task that ended with an error. */
export function failureOf(error: unknown): Outcome {
  const known = error instanceof TaskFailure ? error.stopReason : undefined;
  const stopReason = known ?? (isTransient(error) ? "RECOVERABLE_ERROR" : "FATAL_ERROR");
  const failure = isPositionLost(error)
    ? "The source no longer has the required part of its binary log (error 1236)."
    : describeFailure(error);
  return { status: "failed", stopReason, failure };
}
