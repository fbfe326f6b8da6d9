import type { z } from "zod";
import { schemaQuestions } from "./schema";
import { serverQuestions } from "./server";

export type { Asked, Question, Statement } from "./question";

/** All that a server is asked, by name. */
export const questions = { ...serverQuestions, ...schemaQuestions } as const;

/** The name of one of {@link questions}. */
export type QuestionName = keyof typeof questions;

/** The rows of the answers, by question. */
export type Answers = {
  readonly [Name in QuestionName]: readonly z.output<(typeof questions)[Name]["row"]>[];
};
