import { asRecord, text } from "./props";
import { fits } from "./names";

/** Whether a field of an EventBridge pattern lets the text through; one that is not there lets all. */
export function hears(field: unknown, value: string): boolean {
  return field === undefined || (Array.isArray(field) && field.some((item) => takes(item, value)));
}

/** Whether one of a field's filters takes the text: the text itself, or one of EventBridge's operators. */
function takes(filter: unknown, value: string): boolean {
  const operators = asRecord(filter) ?? {};
  const prefix = text(operators, "prefix");
  const suffix = text(operators, "suffix");
  const wildcard = text(operators, "wildcard");
  return (
    filter === value ||
    (prefix !== undefined && value.startsWith(prefix)) ||
    (suffix !== undefined && value.endsWith(suffix)) ||
    (wildcard !== undefined && fits(value, wildcard, [])) ||
    text(operators, "equals-ignore-case")?.toLowerCase() === value.toLowerCase() ||
    operators.exists === true ||
    ("anything-but" in operators && !isLeftOut(operators["anything-but"], value))
  );
}

/** Whether a filter leaves out the text: one value, a list, or a nested filter. */
function isLeftOut(filter: unknown, value: string): boolean {
  const list: readonly unknown[] = Array.isArray(filter) ? filter : [filter];
  return list.some((item) => {
    const operators = asRecord(item) ?? {};
    const nested = Object.entries(operators).flatMap(([name, given]) =>
      (Array.isArray(given) ? (given as readonly unknown[]) : [given]).map((one) => ({
        [name]: one,
      })),
    );
    return item === value || nested.some((one) => takes(one, value));
  });
}
