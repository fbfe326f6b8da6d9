"use strict";
const aws = require("@pulumi/aws");

const provider = new aws.Provider("aws", {
  region: "us-east-1",
  defaultTags: { tags: { Owner: "shop-team", Environment: "dev", CostCenter: "4711" } },
});
const options = { provider };

const key = new aws.kms.Key(
  "events",
  {
    enableKeyRotation: true,
    deletionWindowInDays: 30,
    policy: JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { AWS: "arn:aws:iam::111122223333:root" },
          Action: "kms:*",
          Resource: "*",
        },
      ],
    }),
  },
  { ...options, protect: true },
);
const queue = new aws.sqs.Queue("orders", { kmsMasterKeyId: key.arn }, options);
const logs = new aws.cloudwatch.LogGroup(
  "worker",
  { name: "/shop/worker", kmsKeyId: key.arn, retentionInDays: 365 },
  { ...options, protect: true },
);

module.exports = { queueUrl: queue.url, logGroupName: logs.name };
