import type { CreateWebACLCommandInput, LoggingConfiguration, Scope } from "@aws-sdk/client-wafv2";
import type * as aws from "@pulumi/aws";
import { fromApi, toApi } from "../api-names";
import { required } from "../aws";
import {
  resource,
  type Existing,
  type Inputs,
  type ResourceTable,
  type State,
  type Tagging,
} from "../resource";
import { tagList, tagMap } from "../tags";

const tagging: Tagging = {
  target: "arn",
  tag: (ResourceARN, tags, { waf }) => waf.tagResource({ ResourceARN, Tags: tagList(tags) }),
  untag: (ResourceARN, TagKeys, { waf }) => waf.untagResource({ ResourceARN, TagKeys }),
};

/** Rules are deep structures that Pulumi takes over from the API with its own spelling of names. */
function webAclSettings(inputs: Inputs<aws.wafv2.WebAclArgs>) {
  return {
    Name: inputs.name,
    Scope: inputs.scope as Scope,
    Description: inputs.description,
    ...(toApi({
      defaultAction: inputs.defaultAction,
      rules: inputs.rules ?? [],
      visibilityConfig: inputs.visibilityConfig,
    }) as Pick<CreateWebACLCommandInput, "DefaultAction" | "Rules" | "VisibilityConfig">),
  };
}

function webAclKey({ id, state }: Existing<State<aws.wafv2.WebAclState>>) {
  return { Id: id, Name: state.name, Scope: state.scope as Scope };
}

const webAcl = resource<aws.wafv2.WebAclArgs, aws.wafv2.WebAclState>({
  async create(inputs, { waf }) {
    const made = await waf.createWebACL({
      ...webAclSettings(inputs),
      Tags: inputs.tagsAll && tagList(inputs.tagsAll),
    });
    return required(made.Summary?.Id, "a web ACL id");
  },
  async read(existing, { waf }) {
    const { WebACL: found, LockToken } = await waf.getWebACL(webAclKey(existing));
    if (!found) return undefined;
    const { TagInfoForResource } = await waf.listTagsForResource({ ResourceARN: found.ARN });
    const { DefaultAction, Rules = [], VisibilityConfig } = found;
    return {
      arn: found.ARN,
      name: found.Name,
      description: found.Description,
      capacity: found.Capacity,
      lockToken: LockToken,
      ...(fromApi({ DefaultAction, Rules, VisibilityConfig }) as Pick<
        State<aws.wafv2.WebAclState>,
        "defaultAction" | "rules" | "visibilityConfig"
      >),
      tagsAll: tagMap(TagInfoForResource?.TagList),
    };
  },
  async update(existing, news, { waf }) {
    const { LockToken } = await waf.getWebACL(webAclKey(existing));
    await waf.updateWebACL({ ...webAclSettings(news), ...webAclKey(existing), LockToken });
  },
  async delete(existing, { waf }) {
    const { LockToken } = await waf.getWebACL(webAclKey(existing));
    await waf.deleteWebACL({ ...webAclKey(existing), LockToken });
  },
  replaceOn: ["name", "scope"],
  autoName: { property: "name", maxLength: 128 },
  tagging,
});

function ipSetKey({ id, state }: Existing<State<aws.wafv2.IpSetState>>) {
  return { Id: id, Name: state.name, Scope: state.scope as Scope };
}

function ipSetContent({ description, addresses }: Inputs<aws.wafv2.IpSetArgs>) {
  return { Description: description, Addresses: addresses ?? [] };
}

const ipSet = resource<aws.wafv2.IpSetArgs, aws.wafv2.IpSetState>({
  async create(inputs, { waf }) {
    const made = await waf.createIPSet({
      ...ipSetContent(inputs),
      Name: inputs.name,
      Scope: inputs.scope as Scope,
      IPAddressVersion: inputs.ipAddressVersion as "IPV4",
      Tags: inputs.tagsAll && tagList(inputs.tagsAll),
    });
    return required(made.Summary?.Id, "an IP set id");
  },
  async read(existing, { waf }) {
    const { IPSet: found, LockToken } = await waf.getIPSet(ipSetKey(existing));
    if (!found) return undefined;
    const { TagInfoForResource } = await waf.listTagsForResource({ ResourceARN: found.ARN });
    return {
      arn: found.ARN,
      name: found.Name,
      description: found.Description,
      ipAddressVersion: found.IPAddressVersion,
      addresses: found.Addresses,
      lockToken: LockToken,
      tagsAll: tagMap(TagInfoForResource?.TagList),
    };
  },
  async update(existing, news, { waf }) {
    const { LockToken } = await waf.getIPSet(ipSetKey(existing));
    await waf.updateIPSet({ ...ipSetContent(news), ...ipSetKey(existing), LockToken });
  },
  async delete(existing, { waf }) {
    const { LockToken } = await waf.getIPSet(ipSetKey(existing));
    await waf.deleteIPSet({ ...ipSetKey(existing), LockToken });
  },
  replaceOn: ["name", "scope", "ipAddressVersion"],
  autoName: { property: "name", maxLength: 128 },
  tagging,
});

/** The id is `<web ACL ARN>,<resource ARN>`, as in the AWS provider. */
const webAclAssociation = resource<
  aws.wafv2.WebAclAssociationArgs,
  aws.wafv2.WebAclAssociationState
>({
  async create(inputs, { waf }) {
    await waf.associateWebACL({ WebACLArn: inputs.webAclArn, ResourceArn: inputs.resourceArn });
    return `${inputs.webAclArn},${inputs.resourceArn}`;
  },
  async read({ state }, { waf }) {
    const { WebACL } = await waf.getWebACLForResource({ ResourceArn: state.resourceArn });
    return WebACL && { webAclArn: WebACL.ARN, resourceArn: state.resourceArn };
  },
  delete: ({ state }, { waf }) => waf.disassociateWebACL({ ResourceArn: state.resourceArn }),
  replaceOn: "all",
  deleteBeforeReplace: true,
});

type LoggingArgs = aws.wafv2.WebAclLoggingConfigurationArgs;

const loggingConfiguration = resource<LoggingArgs, aws.wafv2.WebAclLoggingConfigurationState>({
  create: ({ resourceArn }) => Promise.resolve(resourceArn),
  configure: (ResourceArn, inputs, { waf }) =>
    waf.putLoggingConfiguration({
      LoggingConfiguration: {
        ResourceArn,
        LogDestinationConfigs: inputs.logDestinationConfigs,
        ...(toApi({
          redactedFields: inputs.redactedFields,
          loggingFilter: inputs.loggingFilter,
        }) as Pick<LoggingConfiguration, "RedactedFields" | "LoggingFilter">),
      },
    }),
  async read({ id }, { waf }) {
    const { LoggingConfiguration: found } = await waf.getLoggingConfiguration({ ResourceArn: id });
    if (!found) return undefined;
    const { RedactedFields = [], LoggingFilter } = found;
    return {
      resourceArn: id,
      logDestinationConfigs: found.LogDestinationConfigs,
      ...(fromApi({ RedactedFields, LoggingFilter }) as Pick<
        State<aws.wafv2.WebAclLoggingConfigurationState>,
        "redactedFields" | "loggingFilter"
      >),
    };
  },
  delete: ({ id }, { waf }) => waf.deleteLoggingConfiguration({ ResourceArn: id }),
  replaceOn: ["resourceArn", "logDestinationConfigs"],
});

/** Web ACLs with their lists, associations and logging. */
export const wafv2: ResourceTable = {
  "aws:wafv2/ipSet:IpSet": ipSet,
  "aws:wafv2/webAcl:WebAcl": webAcl,
  "aws:wafv2/webAclAssociation:WebAclAssociation": webAclAssociation,
  "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration": loggingConfiguration,
};
