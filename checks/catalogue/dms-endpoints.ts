import type * as aws from "@pulumi/aws";
import { type Statement } from "../live/documents";
import { endpointOf } from "../live/dms";
import { inlineStatementsOf, roleNameOf, trustOf } from "../live/iam";
import { sourceEngines } from "../../lib/settings/dms";
import { checksOf, type Deployment, properties } from "../check";
import { differences, ofEach, oneOf, present, sameMembers, unless } from "../expectations";

const check = checksOf("DMS endpoints");

const endpointOutputs = ["dmsSourceEndpointArns", "dmsTargetEndpointArn"] as const;
const secretOutputs = ["onPremisesDbSecretArns", "dmsTargetDbSecretArn"] as const;

type WithEndpoints = Deployment<(typeof endpointOutputs)[number]>;

const endpoint = (...names: (keyof aws.dms.EndpointArgs)[]) =>
  properties<aws.dms.EndpointArgs>("aws:dms/endpoint:Endpoint", ...names);

/** What DMS does with the secret of an endpoint. */
const secretActions = ["secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"];

export const dmsEndpointChecks = [
  check({
    name: "verify the certificate of every database against given CA certificates",
    outputs: endpointOutputs,
    verifies: [
      ...endpoint("sslMode", "certificateArn"),
      ...properties<aws.dms.CertificateArgs>("aws:dms/certificate:Certificate", "certificatePem"),
    ],
    controls: ["DMS.9"],
    run: async (deployment) =>
      ofEach("DMS endpoint", await endpointsOf(deployment), ({ found }) =>
        differences(`DMS endpoint ${found.EndpointIdentifier}`, found, {
          SslMode: oneOf(["verify-ca", "verify-full"]),
          CertificateArn: present,
        }),
      ),
  }),
  check({
    name: "lead from MySQL or MariaDB to Aurora",
    outputs: endpointOutputs,
    verifies: endpoint("endpointType", "engineName"),
    run: async (deployment) =>
      ofEach("DMS endpoint", await endpointsOf(deployment), ({ source, found }) =>
        differences(
          `DMS endpoint ${found.EndpointIdentifier}`,
          found,
          source === undefined
            ? { EndpointType: "target", EngineName: "aurora" }
            : { EndpointType: "source", EngineName: oneOf(sourceEngines) },
        ),
      ),
  }),
  check({
    name: "take credentials from the secrets of the outputs, and from nowhere else",
    outputs: [...endpointOutputs, ...secretOutputs],
    verifies: endpoint("secretsManagerArn", "username", "serverName"),
    run: async (deployment) => {
      const { onPremisesDbSecretArns, dmsTargetDbSecretArn } = deployment.outputs;
      return ofEach("DMS endpoint", await endpointsOf(deployment), ({ source, found }) => {
        const secret =
          source === undefined
            ? dmsTargetDbSecretArn
            : (onPremisesDbSecretArns[source] ?? "a secret of onPremisesDbSecretArns");
        return differences(
          `DMS endpoint ${found.EndpointIdentifier}`,
          { ...found, secret: found.MySQLSettings?.SecretsManagerSecretId },
          { secret, Username: undefined, ServerName: undefined },
        );
      });
    },
  }),
  check({
    name: "name no database, so that every schema keeps its name",
    outputs: endpointOutputs,
    verifies: endpoint("databaseName"),
    run: async (deployment) =>
      ofEach("DMS endpoint", await endpointsOf(deployment), ({ found }) =>
        differences(`DMS endpoint ${found.EndpointIdentifier}`, found, { DatabaseName: undefined }),
      ),
  }),
  check({
    name: "encrypt what they keep with the key of the data",
    outputs: [...endpointOutputs, "dataKeyArn"],
    verifies: endpoint("kmsKeyArn"),
    run: async (deployment) =>
      ofEach("DMS endpoint", await endpointsOf(deployment), ({ found }) =>
        differences(`DMS endpoint ${found.EndpointIdentifier}`, found, {
          KmsKeyId: deployment.outputs.dataKeyArn,
        }),
      ),
  }),
  check({
    name: "turn off foreign keys in the sessions that load Aurora",
    outputs: ["dmsTargetEndpointArn"],
    verifies: endpoint("mysqlSettings"),
    run: async ({ outputs, aws }) => {
      const found = await endpointOf(aws, outputs.dmsTargetEndpointArn);
      return differences(`DMS endpoint ${found.EndpointIdentifier}`, found.MySQLSettings ?? {}, {
        AfterConnectScript: "SET FOREIGN_KEY_CHECKS=0",
      });
    },
  }),
  check({
    name: "have a role each that only DMS in this region takes on",
    outputs: [...endpointOutputs, "region"],
    verifies: [
      ...endpoint("secretsManagerAccessRoleArn"),
      ...properties<aws.iam.RoleArgs>("aws:iam/role:Role", "assumeRolePolicy"),
    ],
    run: async (deployment) => {
      const roles = await accessRolesOf(deployment);
      const service = `dms.${deployment.outputs.region}.amazonaws.com`;
      return ofEach("role of a DMS endpoint", roles, ({ role, trust }) =>
        ofEach(`trust of IAM role ${role}`, trust, ({ Principal, Condition }) =>
          differences(
            `trust of IAM role ${role}`,
            { Principal, account: Condition["StringEquals"]?.["aws:SourceAccount"] },
            { Principal: { Service: [service] }, account: present },
          ),
        ),
      );
    },
  }),
  check({
    name: "have a role each that reads the secret of the endpoint, and no other",
    outputs: endpointOutputs,
    verifies: properties<aws.iam.RolePolicyArgs>("aws:iam/rolePolicy:RolePolicy", "policy"),
    controls: ["KMS.2"],
    run: async (deployment) =>
      ofEach("role of a DMS endpoint", await accessRolesOf(deployment), (access) => [
        ...permissionProblems(access),
        ...access.statements
          .filter(({ Action }) => Action.some((action) => action.startsWith("kms:")))
          .flatMap(({ Condition }) =>
            unless(
              Condition["StringEquals"]?.["kms:ViaService"] !== undefined,
              `IAM role ${access.role}: may use KMS by itself, expected only through Secrets Manager`,
            ),
          ),
      ]),
  }),
  check({
    name: "exist for the same sources as the secrets do",
    outputs: ["dmsSourceEndpointArns", "onPremisesDbSecretArns"],
    verifies: [],
    run: ({ outputs }) =>
      Promise.resolve(
        differences(
          "dmsSourceEndpointArns",
          { sources: Object.keys(outputs.dmsSourceEndpointArns) },
          { sources: sameMembers(Object.keys(outputs.onPremisesDbSecretArns)) },
        ),
      ),
  }),
];

/** All endpoints; `source` is the name of the source, absent for the target. */
async function endpointsOf({ outputs, aws }: WithEndpoints) {
  const sources = Object.entries(outputs.dmsSourceEndpointArns).map(async ([source, arn]) => ({
    source,
    found: await endpointOf(aws, arn),
  }));
  const target = { source: undefined, found: await endpointOf(aws, outputs.dmsTargetEndpointArn) };
  return [...(await Promise.all(sources)), target];
}

/** The role through which DMS reads an endpoint's secret: who takes it on, and what it may do. */
interface AccessRole {
  readonly role: string;
  readonly secretArn: string | undefined;
  readonly trust: Statement[];
  readonly statements: Statement[];
}

async function accessRolesOf(deployment: WithEndpoints): Promise<AccessRole[]> {
  const endpoints = await endpointsOf(deployment);
  return Promise.all(
    endpoints.map(async ({ found }) => {
      const settings = found.MySQLSettings;
      const role = roleNameOf(settings?.SecretsManagerAccessRoleArn ?? "none");
      return {
        role,
        secretArn: settings?.SecretsManagerSecretId,
        trust: await trustOf(deployment.aws, role),
        statements: await inlineStatementsOf(deployment.aws, role),
      };
    }),
  );
}

function permissionProblems({ role, secretArn, statements }: AccessRole): string[] {
  const onSecrets = statements.filter(({ Action }) =>
    Action.some((action) => !action.startsWith("kms:")),
  );
  return ofEach(`permission of IAM role ${role}`, onSecrets, ({ Action, Resource }) =>
    differences(
      `IAM role ${role}`,
      { Action, Resource },
      { Action: sameMembers(secretActions), Resource: [secretArn ?? "the endpoint's secret"] },
    ),
  );
}
