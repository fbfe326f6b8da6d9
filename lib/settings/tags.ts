import { z } from "zod";
import { oneOf } from "./kinds";
import { setting } from "./setting";

function tagValue(description: string) {
  return setting(
    z.string().regex(/^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,256}$/u),
    description,
    'text of 1 to 256 letters, digits, spaces and _.:/=+-@; a number in quotes, for example "4711"',
  );
}

/** The schema of tags: those that every resource must have, and any others. */
export const tagSettings = z
  .object({
    owner: tagValue("The team responsible for the resources; tag `Owner`."),
    costCenter: tagValue("Who pays; tag `CostCenter`."),
    dataClassification: oneOf(
      ["public", "internal", "confidential", "restricted"],
      "How sensitive the data is; tag `DataClassification`.",
    ),
  })
  .catchall(tagValue("Any other tag, under its own key."));

/** The tags of every resource. */
export type TagSettings = z.output<typeof tagSettings>;
