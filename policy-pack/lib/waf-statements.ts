import { count, number, record, records, text } from "./props";
import { isGiven, type Props } from "./unknowns";

/** Requests of which a statement that means "all" lets every one match. */
const samples = ["/", "/orders/42", "/index.html", "/a/b/c.php", "/login"];

/** Countries exist some 250; a list of this many leaves few out. */
const mostCountries = 100;

/** Maximum depth of statements that is followed; AWS allows three. */
const deepest = 12;

/** Whether every request, or nearly every one, matches the statement. */
export function matchesAll(statement: Props, depth = 0): boolean {
  if (depth > deepest) {
    return false;
  }
  const inner = (key: string) => records(record(statement, key), "statements");
  const [all, some] = [inner("andStatement"), inner("orStatement")];
  return (
    (all.length > 0 && all.every((item) => matchesAll(item, depth + 1))) ||
    some.some((item) => matchesAll(item, depth + 1)) ||
    matchesNone(record(record(statement, "notStatement"), "statement"), depth + 1) ||
    matchesSamples(statement) ||
    count(record(statement, "geoMatchStatement"), "countryCodes") >= mostCountries ||
    isAnySize(record(statement, "sizeConstraintStatement"))
  );
}

/** Whether no request matches the statement. */
function matchesNone(statement: Props, depth: number): boolean {
  const size = record(statement, "sizeConstraintStatement");
  const isTooSmall = text(size, "comparisonOperator") === "LT" && (number(size, "size") ?? 1) <= 0;
  const negated = record(record(statement, "notStatement"), "statement");
  return isTooSmall || (isGiven(statement, "notStatement") && matchesAll(negated, depth + 1));
}

/** Whether a scope-down leaves the rule on all requests, or on all but an exception. */
export function isWide(rule: Props): boolean {
  const scope = record(rule, "scopeDownStatement");
  return !isGiven(rule, "scopeDownStatement") || isException(scope) || matchesAll(scope);
}

/** Whether the statement leaves out a part and nothing more. */
function isException(statement: Props, depth = 0): boolean {
  const parts = records(record(statement, "andStatement"), "statements");
  const left = record(record(statement, "notStatement"), "statement");
  return (
    depth <= deepest &&
    ((isGiven(statement, "notStatement") && !isException(left, depth + 1) && !matchesAll(left)) ||
      (parts.length > 0 && parts.every((part) => isException(part, depth + 1))))
  );
}

function matchesSamples(statement: Props): boolean {
  const bytes = record(statement, "byteMatchStatement");
  const search = text(bytes, "searchString");
  const where = text(bytes, "positionalConstraint");
  if (search !== undefined && onPath(bytes)) {
    const fits: Readonly<Record<string, (sample: string) => boolean>> = {
      STARTS_WITH: (sample) => sample.startsWith(search),
      ENDS_WITH: (sample) => sample.endsWith(search),
      CONTAINS: (sample) => sample.includes(search),
    };
    const fit = fits[where ?? ""];
    return fit !== undefined && samples.every(fit);
  }
  const pattern = text(record(statement, "regexMatchStatement"), "regexString");
  return pattern !== undefined && isAnyPattern(pattern);
}

function onPath(statement: Props): boolean {
  return isGiven(record(statement, "fieldToMatch"), "uriPath");
}

/** Patterns that are compared by their form: one from a plan is not run. */
function isAnyPattern(pattern: string): boolean {
  return /^\^?(\/?(\.|\[\^?\S{0,3}\]|\\[SsWw])?[*+]?|\(\.[*+]\)|\/)\$?$/.test(pattern);
}

function isAnySize(statement: Props): boolean {
  const size = number(statement, "size") ?? NaN;
  const operator = text(statement, "comparisonOperator") ?? "";
  return (
    (operator === "GE" && size <= 0) || (["LE", "LT", "NE"].includes(operator) && size >= 8192)
  );
}
