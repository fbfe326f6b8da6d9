import { expect } from "chai";
import { accessMatrixOf, peerName } from "@landing-zone/plan-report/model/access";
import type {
  Connection,
  Peer,
  SecurityGroup,
} from "@landing-zone/plan-report/model/security-groups";

const group = (name: string): Peer => ({
  kind: "group",
  group: {
    name,
    urn: name,
    shortName: name,
    description: "",
    role: "unassigned",
    egress: "rules",
  } satisfies SecurityGroup,
});
const connection = (from: Peer, to: Peer, port: string): Connection => ({
  from,
  to,
  port,
  protocol: "TCP",
  description: `${peerName(from)} reads`,
});

describe("The access matrix", () => {
  const [dms, database, web] = [group("dms"), group("database"), group("web")];
  const office: Peer = { kind: "range", cidr: "203.0.113.0/24" };
  const storage: Peer = { kind: "service", service: "s3" };
  const matrix = accessMatrixOf({
    groups: [],
    egress: [
      connection(dms, database, "3306"),
      connection(dms, storage, "443"),
      connection(web, database, "3306"),
    ],
    ingressFromRanges: [connection(office, web, "443")],
    ingressFromGroups: [connection(dms, database, "3306"), connection(web, database, "3307")],
  });

  it("has the ports of connections that both ends allow, and of those with one end outside", () => {
    expect(matrix.ports("dms", "database")).to.equal("TCP 3306");
    expect(matrix.ports("dms", "S3")).to.equal("TCP 443");
    expect(matrix.ports("203.0.113.0/24", "web")).to.equal("TCP 443");
    expect(matrix.ports("web", "database")).to.equal("");
    expect(matrix.from).to.have.members(["203.0.113.0/24", "dms"]);
    expect(matrix.to).to.have.members(["web", "database", "S3"]);
  });

  it("lists every rule, and says which end lacks its own", () => {
    expect(
      matrix.rows.map(({ from, to, port, missing }) =>
        [peerName(from), peerName(to), port, missing].join(" ").trim(),
      ),
    ).to.have.members([
      "203.0.113.0/24 web 443",
      "dms database 3306",
      "dms S3 443",
      "web database 3306 ingress",
      "web database 3307 egress",
    ]);
  });
});
