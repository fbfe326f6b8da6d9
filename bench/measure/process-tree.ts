import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { promisify } from "node:util";

/** A process of a tree, at one moment. */
export interface ProcessSample {
  readonly pid: number;
  readonly command: string;
  /** Memory that the process has now, in KiB. */
  readonly residentKiB: number;
  /** Peak memory; on macOS, which does not report it, the current memory. */
  readonly peakKiB: number;
}

/** How often a tree is looked at; one look at /proc takes a fraction of a millisecond, ps takes longer. */
export const sampleIntervalMs = process.platform === "linux" ? 20 : 100;

/** A process and all that it has started, as far as they still run. */
export async function processTree(root: number): Promise<readonly ProcessSample[]> {
  return process.platform === "linux" ? fromProc(root) : fromPs(root);
}

function fromProc(pid: number): readonly ProcessSample[] {
  const sample = procSample(pid);
  return sample === undefined ? [] : [sample, ...childrenOf(pid).flatMap(fromProc)];
}

/** Node.js and shells start children from their main thread. */
function childrenOf(pid: number): readonly number[] {
  const text = readIfThere(`/proc/${pid}/task/${pid}/children`);
  return text.split(" ").filter(Boolean).map(Number);
}

function procSample(pid: number): ProcessSample | undefined {
  const status = readIfThere(`/proc/${pid}/status`);
  const resident = kibibytes(status, "VmRSS");
  const peak = kibibytes(status, "VmHWM");
  // A process that has ended but is not yet reaped uses no memory.
  if (resident === undefined || peak === undefined) return undefined;
  const command = readIfThere(`/proc/${pid}/cmdline`).replaceAll("\0", " ");
  return { pid, command, residentKiB: resident, peakKiB: peak };
}

function kibibytes(status: string, field: string): number | undefined {
  const [, amount] = new RegExp(`^${field}:\\s+(\\d+) kB$`, "m").exec(status) ?? [];
  return amount === undefined ? undefined : Number(amount);
}

/** The process may end at any moment. */
function readIfThere(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

async function fromPs(root: number): Promise<readonly ProcessSample[]> {
  const { stdout } = await promisify(execFile)("ps", ["-axo", "pid=,ppid=,rss=,command="]);
  return descendants(root, stdout);
}

/** The tree below a process, out of what `ps -axo pid=,ppid=,rss=,command=` prints. */
export function descendants(root: number, listing: string): readonly ProcessSample[] {
  const rows = [...listing.matchAll(/^\s*(\d+)\s+(\d+)\s+(\d+)\s+(.*)$/gm)].map(
    ([, pid, parent, resident, command = ""]) => ({
      parent: Number(parent),
      sample: {
        pid: Number(pid),
        command,
        residentKiB: Number(resident),
        peakKiB: Number(resident),
      },
    }),
  );
  const from = (sample: ProcessSample): readonly ProcessSample[] => [
    sample,
    ...rows.filter(({ parent }) => parent === sample.pid).flatMap((row) => from(row.sample)),
  ];
  return rows.filter(({ sample }) => sample.pid === root).flatMap(({ sample }) => from(sample));
}
