import { declaredThing, forEachDeclared, type Inventory } from "../inventory";
import { type Ask } from "../ask";
import { type Thing } from "../compare";
import { type DeclaredResource } from "../resources";
import { at, camelCased, isRecord, pick, textAt } from "../values";

const aclType = "aws:wafv2/webAcl:WebAcl";
const associationType = "aws:wafv2/webAclAssociation:WebAclAssociation";
const loggingType = "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration";
const ipSetType = "aws:wafv2/ipSet:IpSet";
const balancerType = "aws:lb/loadBalancer:LoadBalancer";

/** Names that the program writes otherwise than in camel case of AWS's. */
const otherNames: Readonly<Record<string, string>> = {
  IPSetReferenceStatement: "ipSetReferenceStatement",
  CloudWatchMetricsEnabled: "cloudwatchMetricsEnabled",
  ARN: "arn",
  SearchString: "searchString",
};

/** A part of a web ACL in the program's words. */
function inProgramWords(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inProgramWords);
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => {
      const [camel = name] = Object.keys(camelCased({ [name]: 0 }) as object);
      return [otherNames[name] ?? camel, inProgramWords(member)];
    }),
  );
}

/** A value of which an empty object is something, such as the action `{ block: {} }`. */
function marked(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(marked);
  if (!isRecord(value)) return value;
  const entries = Object.entries(value).filter(
    ([, member]) => member !== undefined && member !== null,
  );
  if (entries.length === 0) return "yes";
  return Object.fromEntries(entries.map(([name, member]) => [name, marked(member)]));
}

const scopeOf = (acl: DeclaredResource) => textAt(acl.inputs, "scope") || "REGIONAL";

const webAcls: Inventory = {
  name: "the web ACL: every rule with its order, action and override, and what it protects",
  types: [aclType, associationType],
  hidden: {
    tagsAll: "AWS shows tags with another command for each; they grant no access",
    namePrefix: "it is part of the name",
  },
  expected: (declared) =>
    declared.of(aclType).map((acl) =>
      declaredThing("web ACL", acl, {
        rules: marked(acl.inputs["rules"]),
        defaultAction: marked(acl.inputs["defaultAction"]),
        protects: declared
          .of(associationType)
          .filter(({ inputs }) => inputs["webAclArn"] === acl.outputs["arn"])
          .map(({ inputs }) => inputs["resourceArn"]),
      }),
    ),
  live: async (ask) => {
    const found = await Promise.all(ask.declared.of(aclType).map((acl) => webAclOf(ask, acl)));
    return found.flat();
  },
};

async function webAclOf(ask: Ask, acl: DeclaredResource): Promise<readonly Thing[]> {
  const arn = String(acl.outputs["arn"]);
  const which = ["--scope", scopeOf(acl), "--name", String(acl.inputs["name"]), "--id", acl.id];
  const balancers = ask.declared.ids(balancerType);
  const [answer, ...protecting] = await Promise.all([
    ask.one("wafv2", "get-web-acl", ...which),
    ...balancers.map((balancer) =>
      ask.one("wafv2", "get-web-acl-for-resource", "--resource-arn", balancer),
    ),
  ]);
  if (answer === undefined) return [];
  const web = at(answer, "WebACL");
  const values = {
    name: at(web, "Name"),
    description: at(web, "Description"),
    scope: scopeOf(acl),
    rules: marked(inProgramWords(at(web, "Rules"))),
    defaultAction: marked(inProgramWords(at(web, "DefaultAction"))),
    visibilityConfig: inProgramWords(at(web, "VisibilityConfig")),
    customResponseBodies: at(web, "CustomResponseBodies"),
    tokenDomains: at(web, "TokenDomains"),
    protects: balancers.filter((_, index) => textAt(protecting[index], "WebACL.ARN") === arn),
  };
  return [{ id: acl.id, label: `web ACL ${textAt(web, "Name")}`, values }];
}

const logging: Inventory = {
  name: "the log of the web ACL: its destination, filters and redacted fields",
  types: [loggingType],
  hidden: { resourceArn: "it is the web ACL" },
  expected: (declared) =>
    declared.of(loggingType).map((it) => ({
      ...declaredThing("log of web ACL", it),
      values: { ...it.inputs, redactedFields: marked(it.inputs["redactedFields"]) },
    })),
  live: (ask) =>
    forEachDeclared(ask, loggingType, async ({ id, inputs }) => {
      const arn = String(inputs["resourceArn"]);
      const command = ["wafv2", "get-logging-configuration", "--resource-arn", arn] as const;
      const answer = await ask.one(...command);
      if (answer === undefined) return [];
      const log = inProgramWords(at(answer, "LoggingConfiguration"));
      const values = {
        ...pick(log, {
          logDestinationConfigs: "logDestinationConfigs",
          loggingFilter: "loggingFilter",
          redactedFields: (it) => marked(at(it, "redactedFields")),
        }),
      };
      return [{ id, label: `log of web ACL ${id.split("/").at(-2) ?? id}`, values }];
    }),
};

const ipSets: Inventory = {
  name: "the IP sets and the addresses in each",
  types: [ipSetType],
  hidden: { tagsAll: "AWS shows tags with another command for each; they grant no access" },
  expected: (declared) => declared.of(ipSetType).map((it) => declaredThing("IP set", it)),
  live: (ask) =>
    forEachDeclared(ask, ipSetType, async (set) => {
      const which = ["--scope", scopeOf(set), "--name", String(set.inputs["name"])];
      const answer = await ask.one("wafv2", "get-ip-set", ...which, "--id", set.id);
      if (answer === undefined) return [];
      const values = {
        scope: scopeOf(set),
        ...pick(answer, {
          name: "IPSet.Name",
          description: "IPSet.Description",
          ipAddressVersion: "IPSet.IPAddressVersion",
          addresses: "IPSet.Addresses",
        }),
      };
      return [{ id: set.id, label: `IP set ${String(set.inputs["name"])}`, values }];
    }),
};

export const firewallInventories = [webAcls, logging, ipSets];
