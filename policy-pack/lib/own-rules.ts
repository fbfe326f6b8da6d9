import { existsSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, isAbsolute, join, resolve } from "node:path";
import { hygieneNames } from "./guards";
import { rulesIn } from "./load-rules";
import { shown } from "./printable";
import { type Rule } from "./rule";
import { selectionName } from "./selection";

/**
 * The rules of a team, from folders or from packages, which hold theirs in a folder `rules`.
 *
 * @param places A list of folders, which begin with `.` or `/`, and of names of packages.
 * @param from The folder that relative folders are relative to, and that packages are looked up from.
 * @param present The rules of the pack, whose names are taken.
 * @throws Error that names a place without rules, a malformed rule, or a name that is taken.
 */
export function ownRules(places: unknown, from: string, present: readonly Rule[]): Rule[] {
  if (!Array.isArray(places) || !places.every((place) => typeof place === "string")) {
    throw new Error(`own rules: expected a list of folders and packages, not ${shown(places)}`);
  }
  const taken = [...present.map(({ name }) => name), ...hygieneNames, selectionName];
  const rules = places.flatMap((place) => {
    const folder = folderOf(place, from);
    const found = rulesIn(folder);
    if (found.length === 0) throw new Error(`${folder} holds no rules`);
    return found;
  });
  const names = rules.map(({ name }) => name);
  const twice = names.filter((name, index) => taken.includes(name) || names.indexOf(name) < index);
  if (twice.length > 0) {
    throw new Error(`rules with these names already exist: ${twice.join(", ")}`);
  }
  return rules;
}

function folderOf(place: string, from: string): string {
  const isFolder = isAbsolute(place) || /^\.{1,2}([/\\]|$)/.test(place);
  const folder = isFolder ? resolve(from, place) : join(packageFolder(place, from), "rules");
  if (!existsSync(folder) || !statSync(folder).isDirectory()) {
    throw new Error(`own rules: there is no folder ${folder}`);
  }
  return folder;
}

function packageFolder(name: string, from: string): string {
  try {
    return dirname(createRequire(join(from, "index.js")).resolve(`${name}/package.json`));
  } catch (error) {
    throw new Error(`own rules: there is no package "${name}"; a folder begins with ./, ../ or /`, {
      cause: error,
    });
  }
}
