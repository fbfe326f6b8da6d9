/**
 * The physical name of a resource: `migration-<purpose>-<environment>`.
 *
 * The environment is the suffix of every physical name, so that what belongs to one environment
 * can be found, and told from another in the same account, by its name alone.
 */
export function physicalName(environment: string, purpose: string): string {
  return `migration-${purpose}-${environment}`;
}
