import { expect } from "chai";
import type { Recording, Registration } from "../support/mocks";
import { recordProgram } from "../support/recorded-program";
import { documentedGrants, documentedRoles } from "./permissions/documented";

interface Statement {
  readonly Effect: "Allow" | "Deny";
  readonly Principal?: string | Readonly<Record<string, string | string[]>>;
  readonly Action: string | string[];
}

const stacks = ["dev", "staging", "prod"];
const region = "us-east-1";

const statementsOf = (policy: unknown): Statement[] =>
  (JSON.parse(policy as string) as { Statement: Statement[] }).Statement;
const inRegion = (service: string): string => service.replace("<region>", region);
const nameOf = ({ inputs }: Registration): string => inputs["name"] as string;

/** The actions that a role's own policies allow, and its managed policies. */
function permissionsOf(recording: Recording, role: Registration) {
  const isOfRole = ({ inputs }: Registration) =>
    [nameOf(role), `${role.name}-id`].includes(inputs["role"] as string);
  const policies = recording.of("aws:iam/rolePolicy:RolePolicy").filter(isOfRole);
  const attachments = recording.of("aws:iam/rolePolicyAttachment:RolePolicyAttachment");
  return {
    services: statementsOf(role.inputs["assumeRolePolicy"]).map(({ Principal }) => Principal),
    actions: [
      ...new Set(policies.flatMap(({ inputs }) => actionsOf(statementsOf(inputs["policy"])))),
    ],
    managedPolicies: attachments
      .filter(isOfRole)
      .map(({ inputs }) => (inputs["policyArn"] as string).split(":policy/")[1]),
  };
}

/** Every action of the statements, all of which must allow it on something. */
function actionsOf(statements: readonly Statement[]): string[] {
  expect(statements.map(({ Effect }) => Effect)).to.satisfy((effects: string[]) =>
    effects.every((effect) => effect === "Allow"),
  );
  return statements.flatMap(({ Action }) => Action);
}

/** The services that resource policies let in, and their allowed actions. */
function grantsOf(recording: Recording): Map<string, Set<string>> {
  const grants = new Map<string, Set<string>>();
  for (const { type, name, inputs } of recording.all) {
    if (type.startsWith("aws:iam/")) continue;
    for (const policy of [inputs["policy"], inputs["policyDocument"]]) {
      if (typeof policy !== "string") continue;
      for (const { Principal, Action } of statementsOf(policy)) {
        const service = typeof Principal === "object" ? (Principal["Service"] ?? []) : [];
        for (const one of [service].flat()) {
          const key = `${type} ${name} ${one}`;
          grants.set(key, new Set([...(grants.get(key) ?? []), ...[Action].flat()]));
        }
      }
    }
  }
  return grants;
}

describe("The permissions of AWS's services", function () {
  this.timeout(120_000);
  const recordings = new Map<string, Recording>();
  before(async () => {
    for (const stack of stacks) recordings.set(stack, await recordProgram(stack));
  });
  const rolesOf = (stack: string) => recordings.get(stack)!.of("aws:iam/role:Role");

  for (const stack of stacks) {
    it(`are in each role of ${stack} those that AWS documents, and no other`, () => {
      for (const role of rolesOf(stack)) {
        const [documented, ...others] = documentedRoles.filter(({ roles }) =>
          roles.test(nameOf(role)),
        );
        expect(others, nameOf(role)).to.deep.equal([]);
        expect(documented, nameOf(role)).not.to.equal(undefined);
        const { services, actions, managedPolicies } = permissionsOf(recordings.get(stack)!, role);
        expect(services, nameOf(role)).to.deep.equal([{ Service: inRegion(documented!.service) }]);
        expect(actions, nameOf(role)).to.have.members([...documented!.actions]);
        expect(managedPolicies, nameOf(role)).to.have.members([...documented!.managedPolicies]);
      }
    });

    it(`are in each resource policy of ${stack} those that AWS documents, and no other`, () => {
      for (const [key, actions] of grantsOf(recordings.get(stack)!)) {
        const documented = documentedGrants.find(
          ({ resource, service }) => `${resource} ${inRegion(service)}` === key,
        );
        expect(documented, key).not.to.equal(undefined);
        expect([...actions], key).to.have.members([...documented!.actions]);
      }
    });
  }

  it("are documented for no role and no service that no stack has", () => {
    const names = stacks.flatMap(rolesOf).map(nameOf);
    for (const { roles } of documentedRoles) expect(names.join(" ")).to.match(within(roles));
    const grants = stacks.flatMap((stack) => [...grantsOf(recordings.get(stack)!).keys()]);
    for (const { resource, service } of documentedGrants) {
      expect(grants).to.include(`${resource} ${inRegion(service)}`);
    }
  });
});

/** The pattern of one name, for a text with names between spaces. */
const within = ({ source }: RegExp): RegExp =>
  new RegExp(source.replace("^", "(?:^|\\s)").replace(/\$$/, "(?:$|\\s)"));
