import { type Judge } from "./dangerous-change";

/** The loss with an object that holds data, by type. */
const lost: Readonly<Record<string, string>> = {
  "aws:rds/cluster:Cluster":
    "the database goes; what stays is its final snapshot, where one is taken, and a new cluster is empty",
  "aws:kms/key:Key":
    "the key is scheduled for deletion; data encrypted with it, backups included, can never be read again",
  "aws:secretsmanager/secret:Secret":
    "the secret is scheduled for deletion; what reads it by its ARN loses its credentials",
  "aws:s3/bucket:Bucket": "the bucket's objects go, or the deletion fails because there are some",
  "aws:cloudwatch/logGroup:LogGroup": "the logs go",
  "aws:backup/vault:Vault": "the backups in it go, or the deletion fails because there are some",
  "aws:ec2/vpc:Vpc": "the network goes, and everything in it has to be created again",
};

/** Types whose objects hold data. */
export const statefulTypes = Object.keys(lost);

/** Judges an object of one of {@link statefulTypes}, which must neither be replaced nor deleted. */
export const judgeStateful =
  (type: string): Judge =>
  ({ operation }) =>
    operation === "update"
      ? undefined
      : {
          what: `would be ${operation}d`,
          consequence: lost[type] ?? "its data is lost",
          instead:
            "undo what replaces or removes it; if it is meant, save its data (a snapshot, a copy), then allow it",
        };
