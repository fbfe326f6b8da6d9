import { declarable, declaredThing, forEachId, type Inventory, tagsAt } from "../inventory";
import { type Ask } from "../ask";
import { type Thing } from "../compare";
import { type DeclaredResource } from "../resources";
import { type Answer, at, listAt, pick, textAt, textsAt } from "../values";
import { vpcIdOf } from "./network";

const recordType = "aws:route53/record:Record";
const endpointType = "aws:route53/resolverEndpoint:ResolverEndpoint";
const ruleType = "aws:route53/resolverRule:ResolverRule";
const associationType = "aws:route53/resolverRuleAssociation:ResolverRuleAssociation";
const certificateType = "aws:acm/certificate:Certificate";
const vpcType = "aws:ec2/vpc:Vpc";

const records: Inventory = {
  name: "the DNS records of the load balancer and of its certificate",
  types: [recordType],
  notInEmulator: "the hosted zone is there before the stack, and the emulator starts empty",
  hidden: {
    allowOverwrite: "it matters when the record is made only",
    zoneId: "it is part of the identifier",
  },
  expected: (declared) =>
    declared.of(recordType).map(({ id, inputs }) => {
      const name = textAt(inputs, "name");
      return { id, label: `DNS record ${name}`, values: { ...inputs, name: bare(name) } };
    }),
  live: async (ask) =>
    (await Promise.all(ask.declared.of(recordType).map((record) => recordsOf(ask, record)))).flat(),
};

async function recordsOf(ask: Ask, { id, inputs }: DeclaredResource): Promise<readonly Thing[]> {
  const [name, type] = [textAt(inputs, "name"), textAt(inputs, "type")];
  const zone = ["--hosted-zone-id", textAt(inputs, "zoneId")];
  const start = ["--start-record-name", name, "--start-record-type", type, "--max-items", "1"];
  const command = ["route53", "list-resource-record-sets"] as const;
  const found = await ask.list("ResourceRecordSets", ...command, ...zone, ...start);
  return found
    .filter((it) => bare(textAt(it, "Name")) === bare(name) && textAt(it, "Type") === type)
    .map((it) => {
      const values = {
        name: bare(textAt(it, "Name")),
        type,
        ttl: at(it, "TTL"),
        records: at(it, "ResourceRecords[].Value"),
        setIdentifier: at(it, "SetIdentifier"),
        aliases: aliasOf(at(it, "AliasTarget")),
      };
      return { id, label: `DNS record ${name}`, values };
    });
}

function aliasOf(target: Answer): readonly unknown[] {
  if (target === undefined) return [];
  const values = pick(target, {
    zoneId: "HostedZoneId",
    evaluateTargetHealth: "EvaluateTargetHealth",
  });
  return [{ ...values, name: bare(textAt(target, "DNSName")) }];
}

/** A name without the dot at its end. */
function bare(name: string): string {
  return name.replace(/\.$/, "").replace(String.raw`\052`, "*");
}

const resolverEndpoints: Inventory = {
  name: "the resolver endpoint towards the data centre",
  types: [endpointType],
  defaults: { resolverEndpointType: "IPV4" },
  hidden: { tagsAll: "AWS shows tags with another command for each; they grant no access" },
  emulatorHides: {
    protocols: "the emulator does not keep the protocols of an endpoint",
  },
  expected: (declared) =>
    declared.of(endpointType).map((endpoint) => ({
      ...declaredThing("resolver endpoint", endpoint),
      values: {
        ...endpoint.inputs,
        ipAddresses: listAt(endpoint.inputs, "ipAddresses").map((it) => at(it, "subnetId")),
      },
    })),
  live: (ask) =>
    forEachId(ask, endpointType, async (id) => {
      const which = ["--resolver-endpoint-id", id] as const;
      const [answer, addresses] = await Promise.all([
        ask.one("route53resolver", "get-resolver-endpoint", ...which),
        ask.one("route53resolver", "list-resolver-endpoint-ip-addresses", ...which),
      ]);
      if (answer === undefined) return [];
      const endpoint = at(answer, "ResolverEndpoint");
      const values = {
        ...pick(endpoint, {
          name: "Name",
          direction: "Direction",
          securityGroupIds: "SecurityGroupIds",
          resolverEndpointType: "ResolverEndpointType",
        }),
        ipAddresses: at(addresses, "IpAddresses[].SubnetId"),
      };
      return [{ id, label: `resolver endpoint ${id}`, values }];
    }),
};

const resolverRules: Inventory = {
  name: "the resolver rules: which names are asked of which servers",
  types: [ruleType],
  hidden: { tagsAll: "AWS shows tags with another command for each; they grant no access" },
  expected: (declared) =>
    declared.of(ruleType).map((rule) => ({
      ...declaredThing("resolver rule", rule),
      values: {
        ...rule.inputs,
        domainName: bare(String(rule.inputs["domainName"])),
        targetIps: listAt(rule.inputs, "targetIps").map(
          (it) => `${textAt(it, "ip")}:${textAt(it, "port") || "53"}`,
        ),
      },
    })),
  live: async (ask) => {
    const declared = ask.declared.ids(ruleType);
    const found = await ask.list("ResolverRules", "route53resolver", "list-resolver-rules");
    return found
      .filter((it) => declared.includes(textAt(it, "Id")))
      .map((it) => {
        const values = {
          ...pick(it, {
            name: "Name",
            ruleType: "RuleType",
            resolverEndpointId: "ResolverEndpointId",
          }),
          domainName: bare(textAt(it, "DomainName")),
          targetIps: listAt(it, "TargetIps").map(
            (target) => `${textAt(target, "Ip")}:${textAt(target, "Port") || "53"}`,
          ),
        };
        return { id: textAt(it, "Id"), label: `resolver rule ${textAt(it, "Name")}`, values };
      });
  },
};

/** A rule that AWS gives every VPC. */
const systemRule = "rslvr-autodefined-rr";

const resolverAssociations: Inventory = {
  name: "the resolver rules that the VPC uses",
  types: [associationType, vpcType],
  expected: (declared) =>
    declared.of(associationType).map((it) => declaredThing("resolver rule of the VPC", it)),
  live: (ask) => associationsOf(ask),
};

async function associationsOf(ask: Ask): Promise<readonly Thing[]> {
  const declared = ask.declared.ids(associationType);
  const vpcId = vpcIdOf(ask.declared);
  const command = ["route53resolver", "list-resolver-rule-associations"] as const;
  const found = await ask.list("ResolverRuleAssociations", ...command);
  return found
    .filter(
      (it) =>
        declared.includes(textAt(it, "Id")) ||
        (textAt(it, "VPCId") === vpcId && !textAt(it, "ResolverRuleId").startsWith(systemRule)),
    )
    .map((it) => ({
      id: textAt(it, "Id"),
      label: `resolver rule of the VPC ${textAt(it, "Id")}`,
      values: pick(it, { name: "Name", resolverRuleId: "ResolverRuleId", vpcId: "VPCId" }),
    }));
}

const certificates: Inventory = {
  name: "the certificate of the load balancer that the stack has issued",
  types: [certificateType],
  defaults: { transparency: "ENABLED", keyAlgorithm: "RSA_2048" },
  hidden: {
    options: "they matter when the certificate is asked for only",
    validationOptions: "they matter when the certificate is asked for only",
  },
  expected: (declared) =>
    declared.of(certificateType).map((it) => declaredThing("certificate", it)),
  live: (ask) =>
    forEachId(ask, certificateType, async (arn) => {
      const which = ["--certificate-arn", arn] as const;
      const [answer, tagged] = await Promise.all([
        ask.one("acm", "describe-certificate", ...which),
        ask.one("acm", "list-tags-for-certificate", ...which),
      ]);
      if (answer === undefined) return [];
      const certificate = at(answer, "Certificate");
      const tags = tagsAt(tagged);
      const domain = textAt(certificate, "DomainName");
      const values = {
        domainName: domain,
        subjectAlternativeNames: textsAt(certificate, "SubjectAlternativeNames[]").filter(
          (name) => name !== domain,
        ),
        validationMethod: textAt(
          listAt(certificate, "DomainValidationOptions")[0],
          "ValidationMethod",
        ),
        keyAlgorithm: textAt(certificate, "KeyAlgorithm").replace("-", "_"),
        tagsAll: declarable(tags),
      };
      return [{ id: arn, label: `certificate ${arn}`, tags, values }];
    }),
};

export const nameInventories = [
  records,
  resolverEndpoints,
  resolverRules,
  resolverAssociations,
  certificates,
];
