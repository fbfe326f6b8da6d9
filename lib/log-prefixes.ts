/** Begins the keys of the assessment bucket's access logs, in the bucket of the environment's access logs. */
export const assessmentLogPrefix = "s3/assessments/";
