import type { Context } from "../context";
import type { Journal } from "../journal/journal";
import { type Step, stateOf } from "../journal/steps";
import type { Operation } from "./operation";
import { isBeingTakenBack, outcomeOf, stepsInEffect } from "./outcome";
import { opening } from "./sequence";

/** Steps that report themselves as they are taken. */
export function taking({ console }: Context, steps: readonly Step[]): readonly Step[] {
  return steps.map((step) => ({
    ...step,
    act: async (before) => {
      console.say(`${step.name}: ${step.announcement}`);
      await step.act(before);
    },
  }));
}

/** Steps that report themselves as they are taken back. */
export function undoing({ console }: Context, steps: readonly Step[]): readonly Step[] {
  return steps.map((step) => {
    const { undo } = step;
    if (undo === undefined) return step;
    return {
      ...step,
      undo: {
        ...undo,
        act: async (before, waiting) => {
          console.say(`${step.name}: ${undo.announcement}`);
          await undo.act(before, waiting);
        },
      },
    };
  });
}

/** Describes the state between two commands, and the operator's options. */
export function standing(
  { stack }: Context,
  { verb }: Operation,
  steps: readonly Step[],
  { entries }: Journal,
): readonly string[] {
  if (outcomeOf(entries) !== undefined) return ["Nothing was changed."];
  const inEffect = stepsInEffect(steps, entries);
  const command = (action: string) => `npm run migrate -- ${verb} ${action} --stack ${stack}`;
  if (stateOf({ name: opening }, entries) !== "open") {
    return [`It is open, and not complete. Go on: ${command("run --resume")}`];
  }
  return [
    inEffect.length === 0
      ? "Nothing is in effect that would have to be taken back."
      : `In effect: ${inEffect.map(({ name }) => name).join(", ")}.`,
    ...(isBeingTakenBack(entries) ? [] : [`Go on:     ${command("run --resume")}`]),
    `Take back: ${command("abort")}`,
  ];
}
