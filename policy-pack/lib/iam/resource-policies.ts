import { type Verdict } from "../rule";
import { type Props } from "../unknowns";
import { isOpen } from "./access";
import { isUnreadable, statements } from "./statements";

/** Judges a policy on a resource: it must be one that can be read, and not open to everybody. */
export function* judgeResourcePolicy(props: Props, key = "policy"): Generator<Verdict> {
  if (isUnreadable(props, key)) {
    yield "the policy is not an IAM policy document";
  }
  if (isOpen(statements(props, key))) {
    yield "the policy allows something to everybody";
  }
}
