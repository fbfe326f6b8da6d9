/** Begins the keys of the access logs of buckets, in the bucket of the environment's access logs. */
export const bucketLogPrefix = "s3/";

/** Begins the keys of the assessment bucket's access logs. */
export const assessmentLogPrefix = `${bucketLogPrefix}assessments/`;

/** Begins the keys of the operations bucket's access logs. */
export const operationsLogPrefix = `${bucketLogPrefix}operations/`;
