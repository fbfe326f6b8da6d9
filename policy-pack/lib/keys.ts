import { text } from "./props";
import { isGiven, isUnknown, type Props } from "./unknowns";

/** Whether a property names a key of the customer: given, and not known as one that AWS manages. */
export function hasCustomerKey(props: Props, key: string): boolean {
  const isAwsManaged = !isUnknown(props, key) && /(^|:)alias\/aws\//.test(text(props, key) ?? "");
  return isGiven(props, key) && !isAwsManaged;
}
