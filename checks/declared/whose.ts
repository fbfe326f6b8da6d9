/** Tags of a resource by key. */
export type Tags = Readonly<Record<string, string>>;

/** Tags that name who made something, in the order in which they are believed. */
const makers: readonly (readonly [key: string, described: (value: string) => string])[] = [
  ["aws:cloudformation:stack-name", (name) => `the CloudFormation stack ${name}`],
  ["aws:backup:source-resource", () => "AWS Backup"],
  ["aws:autoscaling:groupName", (name) => `the Auto Scaling group ${name}`],
  ["eks:cluster-name", (name) => `the EKS cluster ${name}`],
  ["ManagedBy", (name) => name],
  ["CreatedBy", (name) => name],
  ["createdBy", (name) => name],
  ["Owner", (name) => name],
  ["owner", (name) => name],
  ["Project", (name) => `the project ${name}`],
];

/**
 * Guesses who made a change, for the end of a message.
 * @param tags Of what was found; undefined when AWS keeps no tags of it.
 * @param ours The tags that the stack gives everything it makes.
 */
export function whoseChange(tags: Tags | undefined, ours: Tags): string {
  if (tags === undefined) return "";
  const maker = makers.find(([key]) => tags[key] !== undefined);
  if (maker === undefined) return "; it has no tag that names an owner: probably made by hand";
  const isOurs = Object.entries(ours).every(([key, value]) => tags[key] === value);
  if (isOurs && Object.keys(ours).length > 0) {
    return "; its tags are this stack's: the stack made it, somebody changed it by hand";
  }
  const [key, described] = maker;
  return `; probably made by ${described(tags[key] ?? "")} (tag ${key})`;
}
