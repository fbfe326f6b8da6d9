import type { Path } from "../faults";
import type { Check, Draft } from "./draft";

/** The rotation function names the second user of a pair `<user>_clone`; MySQL has 32 characters. */
const longestRotatedUsername = 32 - "_clone".length;

/** Each source can be reached, and its secret can be rotated in the way that is configured. */
export const sources: Check = (draft) => {
  const { settings, faults, given } = draft;
  const alternating = settings.secrets?.rotation?.strategy === "alternatingUsers";
  for (const name of Object.keys(settings.dms?.sources ?? {})) {
    const path = ["dms", "sources", name];
    if (!given(...path, "cidrs") && !given("network", "onPremises")) {
      faults.add(
        [...path, "cidrs"],
        "is required without network.onPremises; a list of at least one IPv4 network, where the server answers",
      );
    }
    const ownSecret = !given(...path, "secretArn");
    const superuser = given(...path, "superuserSecretArn");
    if (alternating && ownSecret && !superuser) {
      faults.add(
        [...path, "superuserSecretArn"],
        "is required for secrets.rotation.strategy alternatingUsers; the ARN of the secret of a user who may create users",
      );
    } else if (superuser && !(alternating && ownSecret)) {
      faults.add(
        [...path, "superuserSecretArn"],
        "is not used; it is allowed only for secrets.rotation.strategy alternatingUsers without secretArn",
      );
    }
    if (alternating && ownSecret) {
      checkUsername(draft, [...path, "username"], settings.dms?.sources?.[name]?.username);
    }
  }
  if (alternating && !given("dms", "target", "secretArn")) {
    checkUsername(draft, ["dms", "target", "username"], settings.dms?.target?.username);
  }
};

function checkUsername({ faults }: Draft, path: Path, username = ""): void {
  if (username.length > longestRotatedUsername) {
    faults.add(
      path,
      `${faults.show(path, username)} is not allowed; at most ${longestRotatedUsername} characters, since alternatingUsers adds _clone`,
    );
  }
}
