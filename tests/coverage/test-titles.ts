import { globSync } from "node:fs";
import { join } from "node:path";
import Mocha from "mocha";

const tests = join(__dirname, "..");

/** The full titles of the tests in some folders of `tests`, which are loaded and not run. */
export async function testTitles(...folders: readonly string[]): Promise<readonly string[]> {
  const mocha = new Mocha();
  for (const folder of folders) {
    for (const file of globSync("**/*.test.ts", { cwd: join(tests, folder) })) {
      mocha.addFile(join(tests, folder, file));
    }
  }
  await mocha.loadFilesAsync();
  const titles: string[] = [];
  mocha.suite.eachTest((test) => titles.push(test.fullTitle()));
  return titles;
}
