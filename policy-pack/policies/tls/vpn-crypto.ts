import { words } from "../../lib/options";
import { oneOf } from "../../lib/option-forms";
import { scalar } from "../../lib/props";
import { defineRule } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { forEach, type Props } from "../../lib/unknowns";

const allowlists = [
  ["Phase1EncryptionAlgorithms", "encryption"],
  ["Phase2EncryptionAlgorithms", "encryption"],
  ["Phase1IntegrityAlgorithms", "integrity"],
  ["Phase2IntegrityAlgorithms", "integrity"],
  ["Phase1DhGroupNumbers", "dhGroups"],
  ["Phase2DhGroupNumbers", "dhGroups"],
  ["IkeVersions", "ikeVersions"],
] as const;

const sha2 = ["SHA2-256", "SHA2-384", "SHA2-512"];
const strongGroups = ["14", "15", "16", "17", "18", "19", "20", "21", "24"];

export const vpnCrypto = defineRule({
  name: "vpn-crypto",
  title: "VPN tunnels negotiate strong cryptography only",
  description:
    "Each VPN tunnel must list strong proposals only. By default AWS also accepts IKEv1, SHA-1 and DH group 2.",
  severity: "high",
  level: "mandatory",
  remediation:
    "Set the IKE versions, and the algorithms and DH groups of both phases, to values of the options.",
  url: "https://docs.aws.amazon.com/vpn/latest/s2svpn/VPNTunnels.html",
  options: {
    ikeVersions: words("Accepted IKE versions.", ["ikev2"], oneOf(["ikev2"]), { minItems: 1 }),
    encryption: words(
      "Accepted encryption algorithms.",
      ["AES256", "AES256-GCM-16"],
      oneOf(["AES128-GCM-16", "AES256", "AES256-GCM-16"]),
      { minItems: 1 },
    ),
    integrity: words("Accepted integrity algorithms.", sha2, oneOf(sha2), { minItems: 1 }),
    dhGroups: words("Accepted Diffie-Hellman groups.", strongGroups, oneOf(strongGroups), {
      minItems: 1,
    }),
  },
  types: types.vpnConnection,
  resource: ({ props }, options) =>
    forEach([1, 2], (tunnel) =>
      forEach(allowlists, function* ([suffix, option]) {
        const key = `tunnel${tunnel}${suffix}`;
        const proposals = scalars(props, key);
        if (proposals.length === 0) {
          yield `${key} is not set, so AWS's defaults apply`;
        } else if (proposals.some((proposal) => !options[option].includes(proposal))) {
          yield `${key} has more than ${options[option].join(", ")}`;
        }
      }),
    ),
});

/** The texts and numbers of a list as texts; anything else as a text that is in no list. */
function scalars(props: Props, key: string): string[] {
  const list = props[key];
  const items: readonly unknown[] = Array.isArray(list) ? list : [];
  return Array.from({ length: items.length }, (_, index) => scalar(items, `${index}`) ?? "");
}
