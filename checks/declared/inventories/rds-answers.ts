import { type Ask } from "../ask";
import { type Thing } from "../compare";
import { declarable, tagsAt } from "../inventory";
import { type Answer } from "../values";

/** Something of RDS as it is there, with its tags from an answer that has them. */
export function rdsThing(
  kind: string,
  id: string,
  answer: Answer,
  values: Readonly<Record<string, unknown>>,
): Thing {
  const tags = tagsAt(answer, "TagList");
  return { id, label: `${kind} ${id}`, tags, values: { ...values, tagsAll: declarable(tags) } };
}

/** The tags of something of RDS whose description does not have them. */
export function rdsTags(ask: Ask, arn: string): Promise<Answer> {
  return ask.one("rds", "list-tags-for-resource", "--resource-name", arn);
}
