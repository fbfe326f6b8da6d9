/** Begins the keys of the assessment bucket's access logs. */
export const assessmentLogPrefix = "s3/assessments/";

/** Begins the keys of the operations bucket's access logs. */
export const operationsLogPrefix = "s3/operations/";
