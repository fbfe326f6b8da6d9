import { newEnvironment } from "./command";

const { stdout, stderr, stdin } = process;
void newEnvironment(process.argv.slice(2), { stdout, stderr, isInteractive: stdin.isTTY }).then(
  (code) => {
    process.exitCode = code;
  },
);
