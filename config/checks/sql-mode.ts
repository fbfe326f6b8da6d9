import { sqlModes } from "../../lib/sql-modes";
import { suggestion } from "../suggest";
import type { Check } from "./draft";

/** Each word of the SQL mode is one that MySQL has, once. */
export const sqlMode: Check = ({ settings, faults }) => {
  const words = settings.database?.parameters?.sql_mode?.split(",") ?? [];
  const path = ["database", "parameters", "sql_mode"];
  words.forEach((word, index) => {
    if (!sqlModes.some((mode) => mode === word)) {
      faults.add(
        path,
        `${faults.show(path, word)} is not a SQL mode of MySQL 8; ${suggestion(word, sqlModes)}${sqlModes.join(", ")}`,
      );
    } else if (words.indexOf(word) < index) {
      faults.add(path, `${faults.show(path, word)} is there twice; each once`);
    }
  });
};
