import type * as aws from "@pulumi/aws";
import { required } from "../aws";
import { resource, type ResourceTable } from "../resource";
import { tagList, tagMap } from "../tags";

/** IAM keeps the URL of an issuer without its scheme. */
const scheme = "https://";

const openIdConnectProvider = resource<
  aws.iam.OpenIdConnectProviderArgs,
  aws.iam.OpenIdConnectProviderState
>({
  async create(inputs, { iam }) {
    const made = await iam.createOpenIDConnectProvider({
      Url: inputs.url,
      ClientIDList: inputs.clientIdLists,
      ThumbprintList: inputs.thumbprintLists,
      Tags: tagList(inputs.tagsAll),
    });
    return required(made.OpenIDConnectProviderArn, "an ARN");
  },
  async read({ id }, { iam }) {
    const found = await iam.getOpenIDConnectProvider({ OpenIDConnectProviderArn: id });
    return {
      arn: id,
      url: `${scheme}${required(found.Url, "a URL").replace(scheme, "")}`,
      clientIdLists: found.ClientIDList,
      thumbprintLists: found.ThumbprintList,
      tagsAll: tagMap(found.Tags),
    };
  },
  async update({ id }, news, { iam }) {
    if (!news.thumbprintLists) return;
    await iam.updateOpenIDConnectProviderThumbprint({
      OpenIDConnectProviderArn: id,
      ThumbprintList: news.thumbprintLists,
    });
  },
  delete: ({ id }, { iam }) => iam.deleteOpenIDConnectProvider({ OpenIDConnectProviderArn: id }),
  // AWS changes client ids in place; the emulator cannot.
  replaceOn: ["url", "clientIdLists"],
  deleteBeforeReplace: true,
  tagging: {
    target: "arn",
    tag: (OpenIDConnectProviderArn, tags, { iam }) =>
      iam.tagOpenIDConnectProvider({ OpenIDConnectProviderArn, Tags: tagList(tags) }),
    untag: (OpenIDConnectProviderArn, TagKeys, { iam }) =>
      iam.untagOpenIDConnectProvider({ OpenIDConnectProviderArn, TagKeys }),
  },
});

/** Identity providers whose tokens can assume roles. */
export const iamIdentityProvider: ResourceTable = {
  "aws:iam/openIdConnectProvider:OpenIdConnectProvider": openIdConnectProvider,
};
