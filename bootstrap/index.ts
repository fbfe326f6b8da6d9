import { Provider } from "@pulumi/aws/provider";
import * as pulumi from "@pulumi/pulumi";
import { ServiceRoles } from "./service-roles";
import { protectionFor } from "../lib/protection";
import { defaultTags } from "../lib/tags";
import { loadConfig } from "./config";
import { GitHubRoles } from "./github-roles";
import { StateStore } from "./state-store";

const config = loadConfig();
const { accountId, region } = config;
// One per account: the stack's name takes the place of an environment in tags and names.
const environment = pulumi.getStack();

const provider = new Provider("aws", {
  region,
  allowedAccountIds: [accountId],
  defaultTags: { tags: defaultTags({ ...config, environment }) },
});
const options = { providers: [provider] };
const common = {
  environment,
  region,
  accountId,
  permissionsBoundaryArn: config.permissionsBoundaryArn,
  protection: protectionFor(true),
};

const state = new StateStore("state", common, options);

const roles = new GitHubRoles(
  "github",
  { ...common, ...config, stateBucketArn: state.bucketArn, stateKeyArn: state.keyArn },
  options,
);

if (config.serviceRoles) new ServiceRoles("service-roles", common, options);

export = {
  /** For `pulumi login`, and for the variable PULUMI_BACKEND_URL of the GitHub environments. */
  backendUrl: state.backendUrl,
  /** For `pulumi stack init --secrets-provider`. */
  secretsProvider: state.secretsProvider,
  /** For the variable AWS_ROLE_ARN of the GitHub environments, by environment. */
  deployRoleArns: roles.deployRoleArns,
  /** The same for the GitHub environments `preview-<environment>`. */
  previewRoleArns: roles.previewRoleArns,
};
