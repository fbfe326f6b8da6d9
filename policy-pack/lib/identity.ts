/** The pack's name in Pulumi. */
export const name = "migration-landing-zone";

export const title = "AWS database migration";
