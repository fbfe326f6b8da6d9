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

/** The endpoints of the way back, which a stack has in some phases only, and their secrets. */
const backOutputs = [
  "dmsReverseSourceEndpointArn",
  "dmsReverseTargetEndpointArns",
  "dmsReverseSourceDbSecretArn",
  "dmsReverseTargetDbSecretArns",
] as const;

type WithEndpoints = Deployment<(typeof endpointOutputs)[number], (typeof backOutputs)[number]>;

const endpoint = (...names: (keyof aws.dms.EndpointArgs)[]) =>
  properties<aws.dms.EndpointArgs>("aws:dms/endpoint:Endpoint", ...names);

/** Actions that DMS needs on the secret of an endpoint. */
const secretActions = ["secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"];

export const dmsEndpointChecks = [
  check({
    name: "verify the certificate of every database against given CA certificates",
    outputs: endpointOutputs,
    optionalOutputs: backOutputs,
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
    name: "lead from MySQL or MariaDB to Aurora, and the other way round on the way back",
    outputs: endpointOutputs,
    optionalOutputs: backOutputs,
    verifies: endpoint("endpointType", "engineName"),
    run: async (deployment) =>
      ofEach("DMS endpoint", await endpointsOf(deployment), ({ kind, source, found }) =>
        differences(`DMS endpoint ${found.EndpointIdentifier}`, found, {
          EndpointType: kind,
          EngineName: source === undefined ? "aurora" : oneOf(sourceEngines),
        }),
      ),
  }),
  check({
    name: "take credentials from the secrets of the outputs, and from nowhere else",
    outputs: [...endpointOutputs, ...secretOutputs],
    optionalOutputs: backOutputs,
    verifies: endpoint("secretsManagerArn", "username", "serverName"),
    run: async (deployment) =>
      ofEach("DMS endpoint", await endpointsOf(deployment), (endpoint) =>
        differences(
          `DMS endpoint ${endpoint.found.EndpointIdentifier}`,
          { ...endpoint.found, secret: endpoint.found.MySQLSettings?.SecretsManagerSecretId },
          {
            secret: secretArnOf(endpoint, deployment.outputs),
            Username: undefined,
            ServerName: undefined,
          },
        ),
      ),
  }),
  check({
    name: "name no database, so that every schema keeps its name",
    outputs: endpointOutputs,
    optionalOutputs: backOutputs,
    verifies: endpoint("databaseName"),
    run: async (deployment) =>
      ofEach("DMS endpoint", await endpointsOf(deployment), ({ found }) =>
        differences(`DMS endpoint ${found.EndpointIdentifier}`, found, { DatabaseName: undefined }),
      ),
  }),
  check({
    name: "encrypt their storage with the data key",
    outputs: [...endpointOutputs, "dataKeyArn"],
    optionalOutputs: backOutputs,
    verifies: endpoint("kmsKeyArn"),
    run: async (deployment) =>
      ofEach("DMS endpoint", await endpointsOf(deployment), ({ found }) =>
        differences(`DMS endpoint ${found.EndpointIdentifier}`, found, {
          KmsKeyId: deployment.outputs.dataKeyArn,
        }),
      ),
  }),
  check({
    name: "turn off foreign keys in the sessions that write",
    outputs: endpointOutputs,
    optionalOutputs: backOutputs,
    verifies: endpoint("mysqlSettings"),
    run: async (deployment) => {
      const targets = (await endpointsOf(deployment)).filter(({ kind }) => kind === "target");
      return ofEach("DMS endpoint that is written to", targets, ({ found }) =>
        differences(`DMS endpoint ${found.EndpointIdentifier}`, found.MySQLSettings ?? {}, {
          AfterConnectScript: "SET FOREIGN_KEY_CHECKS=0",
        }),
      );
    },
  }),
  check({
    name: "have a role each that only DMS in this region takes on",
    outputs: [...endpointOutputs, "region"],
    optionalOutputs: backOutputs,
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
    optionalOutputs: backOutputs,
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
        sourceProblems(
          "dmsSourceEndpointArns",
          outputs.dmsSourceEndpointArns,
          outputs.onPremisesDbSecretArns,
        ),
      ),
  }),
  check({
    name: "exist for the same sources as the secrets do, on the way back",
    outputs: ["dmsReverseTargetEndpointArns", "dmsReverseTargetDbSecretArns"],
    verifies: [],
    run: ({ outputs }) =>
      Promise.resolve(
        sourceProblems(
          "dmsReverseTargetEndpointArns",
          outputs.dmsReverseTargetEndpointArns,
          outputs.dmsReverseTargetDbSecretArns,
        ),
      ),
  }),
];

type BySource = Readonly<Record<string, string>>;

function sourceProblems(output: string, endpoints: BySource, secrets: BySource): string[] {
  return differences(
    output,
    { sources: Object.keys(endpoints) },
    { sources: sameMembers(Object.keys(secrets)) },
  );
}

/** All endpoints, those of the way back too; `source` is the name of the source, absent for Aurora. */
async function endpointsOf({ outputs, aws }: WithEndpoints) {
  const { dmsReverseSourceEndpointArn: back, dmsReverseTargetEndpointArns = {} } = outputs;
  const endpoints = [
    ...ofSources("source", outputs.dmsSourceEndpointArns),
    { kind: "target", isBack: false, source: undefined, arn: outputs.dmsTargetEndpointArn },
    ...(back === undefined
      ? []
      : [{ kind: "source", isBack: true, source: undefined, arn: back } as const]),
    ...ofSources("target", dmsReverseTargetEndpointArns),
  ] as const;
  return Promise.all(
    endpoints.map(async ({ arn, ...about }) => ({ ...about, found: await endpointOf(aws, arn) })),
  );
}

function ofSources(kind: "source" | "target", arns: BySource) {
  return Object.entries(arns).map(([source, arn]) => ({
    ...{ kind, isBack: kind === "target", source, arn },
  }));
}

/** The secret of the outputs that an endpoint is to use, or the name of the output without one. */
function secretArnOf(
  { isBack, source }: { readonly isBack: boolean; readonly source: string | undefined },
  outputs: WithEndpoints["outputs"] & Deployment<(typeof secretOutputs)[number]>["outputs"],
): string {
  if (source === undefined) {
    return isBack
      ? (outputs.dmsReverseSourceDbSecretArn ?? "dmsReverseSourceDbSecretArn")
      : outputs.dmsTargetDbSecretArn;
  }
  return isBack
    ? (outputs.dmsReverseTargetDbSecretArns?.[source] ?? "a secret of dmsReverseTargetDbSecretArns")
    : (outputs.onPremisesDbSecretArns[source] ?? "a secret of onPremisesDbSecretArns");
}

/** The role through which DMS reads an endpoint's secret: its trust and its permissions. */
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
