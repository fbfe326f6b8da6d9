/** Identity of a stack within its project. */
export interface StackIdentity {
  readonly project: string;
  readonly stack: string;
}

const stackType = "pulumi:pulumi:Stack";
const providerTypePrefix = "pulumi:providers:";

/**
 * The URN Pulumi gives a resource: the types of its ancestors, joined by `$`, are part of it; the
 * stack is not counted as an ancestor.
 */
export function createUrn(
  { stack, project }: StackIdentity,
  type: string,
  name: string,
  parent?: string,
): string {
  const ancestors = parent === undefined ? "" : qualifiedType(parent);
  const prefix = ancestors === "" || ancestors === stackType ? "" : `${ancestors}$`;
  return `urn:pulumi:${stack}::${project}::${prefix}${type}::${name}`;
}

/** The type chain within a URN, such as `migration:networking:Networking$awsx:ec2:Vpc`. */
export function qualifiedType(urn: string): string {
  return urn.split("::")[2] ?? "";
}

/** The resource's own type within its URN. */
export function typeOf(urn: string): string {
  return qualifiedType(urn).split("$").at(-1) ?? "";
}

/** The resource's name within its URN; a name may itself contain `::`. */
export function nameOf(urn: string): string {
  return urn.split("::").slice(3).join("::");
}

/** The package a type token belongs to: `aws` for `aws:ec2/vpc:Vpc`. */
export function packageOf(type: string): string {
  return isProviderType(type)
    ? type.slice(providerTypePrefix.length)
    : (type.split(":")[0] ?? type);
}

/** Whether the type is that of a provider resource, such as `pulumi:providers:aws`. */
export function isProviderType(type: string): boolean {
  return type.startsWith(providerTypePrefix);
}

/** The type of a package's provider resource. */
export function providerType(packageName: string): string {
  return `${providerTypePrefix}${packageName}`;
}

/** Whether the type is that of the root stack. */
export function isStackType(type: string): boolean {
  return type === stackType;
}

/** The URN within a provider reference. */
export function referencedProviderUrn(reference: string): string {
  return reference.slice(0, reference.lastIndexOf("::"));
}

/** Display form of `aws:ec2/vpc:Vpc`: `aws:ec2:Vpc`. */
export function shortType(type: string): string {
  return type.replace(/\/[^:]*:/, ":");
}
