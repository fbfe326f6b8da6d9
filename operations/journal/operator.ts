import { hostname, userInfo } from "node:os";

/** The person who runs a verb, and the machine. */
export interface Operator {
  /** The user of the machine, and its name. */
  readonly name: string;
  readonly host: string;
  readonly process: number;
}

/** The operator of this process. */
export function thisOperator(): Operator {
  const host = hostname();
  return { name: `${userInfo().username}@${host}`, host, process: process.pid };
}

/** Whether an operator's process is on this machine and has ended. */
export function hasEnded({ host, process: id }: Operator): boolean {
  if (host !== hostname()) return false;
  try {
    process.kill(id, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ESRCH";
  }
}
