import { words } from "../../lib/options";
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

export const vpnCrypto = defineRule({
  name: "vpn-crypto",
  title: "VPN tunnels negotiate strong cryptography only",
  description:
    "Each VPN tunnel must list its proposals, and only strong ones: by default AWS also accepts IKEv1, SHA-1 and DH group 2.",
  severity: "high",
  level: "mandatory",
  remediation: "Give IkeVersions, and the algorithms and DH groups of both phases, from the lists.",
  url: "https://docs.aws.amazon.com/vpn/latest/s2svpn/VPNTunnels.html",
  options: {
    ikeVersions: words("Accepted IKE versions.", ["ikev2"]),
    encryption: words("Accepted encryption algorithms.", ["AES256", "AES256-GCM-16"]),
    integrity: words("Accepted integrity algorithms.", ["SHA2-256", "SHA2-384", "SHA2-512"]),
    dhGroups: words("Accepted Diffie-Hellman groups.", [
      "14",
      "15",
      "16",
      "17",
      "18",
      "19",
      "20",
      "21",
      "24",
    ]),
  },
  types: types.vpnConnection,
  resource: ({ props }, options) =>
    forEach([1, 2], (tunnel) =>
      forEach(allowlists, function* ([suffix, option]) {
        const key = `tunnel${tunnel}${suffix}`;
        const proposals = scalars(props, key);
        if (proposals.length === 0) {
          yield `${key} is not given, so that AWS's defaults hold`;
        } else if (proposals.some((proposal) => !options[option].includes(proposal))) {
          yield `${key} has more than ${options[option].join(", ")}`;
        }
      }),
    ),
});

function scalars(props: Props, key: string): string[] {
  const list = props[key];
  return Array.isArray(list) ? Array.from(list.keys()).map((index) => String(list[index])) : [];
}
