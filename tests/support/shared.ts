/**
 * Ends the shared resources of this process's test files, once they are done. To be called on the
 * level of a file.
 *
 * In a parallel run Mocha's hooks know one file only, while a worker process runs many. It ends at
 * once after the last one, and whatever could go on has to end with it.
 */
export function afterAllFiles(end: () => unknown): void {
  if (process.env["MOCHA_WORKER_ID"] === undefined) after(() => end());
}
