import type { Rule } from "eslint";

export const noPatches: Rule.RuleModule;
