import { collationsIn } from "../../lib/collations";
import type { Check } from "./draft";

/** A collation belongs to one character set. */
export const collation: Check = ({ settings, faults }) => {
  const { character_set_server: characterSet = "utf8mb4", collation_server: name } =
    settings.database?.parameters ?? {};
  if (name !== undefined && !collationsIn(characterSet).includes(name)) {
    const path = ["database", "parameters", "collation_server"];
    faults.add(
      path,
      `${faults.show(path, name)} is not a collation of the character set ${characterSet}; ${collationsIn(characterSet).join(", ")}`,
    );
  }
};
