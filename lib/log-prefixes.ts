/** Begins the keys of the access logs of other buckets, in the bucket of the environment's access logs. */
export const bucketLogPrefix = "s3";
