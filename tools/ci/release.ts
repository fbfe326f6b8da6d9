/** A package that the project publishes, as it is at a tag. */
export interface ReleasedPackage {
  readonly name: string;
  readonly version: string;
  /** The text of its CHANGELOG.md. */
  readonly changelog: string;
}

/**
 * Reasons against publishing packages at a tag; empty if there are none.
 *
 * @param tag Such as `v0.2.0`: the version of the project.
 * @param project The project's own version and change log.
 */
export function releaseFaults(
  tag: string,
  project: ReleasedPackage,
  packages: readonly ReleasedPackage[],
): string[] {
  const expected = `v${project.version}`;
  return [
    ...(tag === expected
      ? []
      : [`The tag is ${tag}, and the version in package.json ${project.version}; ${expected}`]),
    ...[project, ...packages]
      .filter(isUnlisted)
      .map(
        ({ name, version }) =>
          `${name} ${version} has no section in its CHANGELOG.md; "## [${version}]"`,
      ),
  ];
}

function isUnlisted({ version, changelog }: ReleasedPackage): boolean {
  return !changelog.split("\n").some((line) => line.startsWith(`## [${version}]`));
}
