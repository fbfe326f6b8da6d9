import { type Plan, isMandatoryViolation } from "@landing-zone/plan/plan";
import { type Terminal } from "./terminal";

/**
 * The next commands for a plan that may be deployed, or for one that may not.
 *
 * @param cwd The project's folder as the command line gave it.
 */
export function renderNextSteps(
  { stack, policies }: Plan,
  { colors, width }: Terminal,
  cwd: string,
): readonly string[] {
  const place = cwd === "." ? "" : ` --cwd ${quoted(cwd)}`;
  const isForbidden = (policies?.results ?? []).some(isMandatoryViolation);
  const steps = isForbidden
    ? ([
        [
          `npm start -- --stack ${stack}${place} --verbose`,
          "every violation with its fix; an exception needs a reason, an approver and an end",
        ],
      ] as const)
    : ([
        [`npm start -- --stack ${stack}${place} --html plan.html`, "the plan as a page"],
        [`npm run local -- up --stack ${stack}${place}`, "deploy to an emulator here"],
        [`npm run doctor -- --stack ${stack}${place}`, "check the account"],
        [`npx pulumi up -s ${stack}${place} --policy-pack policy-pack`, "deploy to AWS"],
      ] as const);
  const columns = Math.max(...steps.map(([command]) => command.length));
  return [
    colors.bold("Next"),
    ...steps.map(([command, purpose]) => {
      const line = `  ${command.padEnd(columns)}  ${colors.dim(purpose)}`;
      return columns + purpose.length + 4 <= width ? line : `  ${command}`;
    }),
  ];
}

/** A word of a command line as a shell needs it. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
