import { Edge, type EdgeArgs } from "../../../components/edge";
import { commonArgs, logsKeyArn } from "../../support/component-args";
import { edgeSettings } from "../../support/edge-settings";
import { type MockOptions, record } from "../../support/mocks";

const args: EdgeArgs = {
  ...commonArgs,
  network: {
    vpcId: "vpc-1",
    publicSubnetIds: ["subnet-1", "subnet-2"],
    privateSubnetIds: ["private-1", "private-2"],
    endpointSecurityGroupId: "sg-endpoints",
    s3PrefixListId: "pl-s3",
  },
  database: { securityGroupId: "sg-aurora", port: 3307 },
  certificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/given",
  ...edgeSettings,
  allowedCidrs: ["203.0.113.0/24"],
  waf: {
    allowedCidrs: [],
    blockedCidrs: [],
    allowedCountries: [],
    blockedCountries: [],
    rateLimitPerFiveMinutes: 2000,
    managedRuleGroups: ["AWSManagedRulesCommonRuleSet"],
    countOnly: [],
    redactedHeaders: [],
    redactQueryString: false,
    loggedRequests: "all",
    logRetentionDays: 30,
  },
  logsKeyArn,
};

/** Arguments of an edge that gets a name and a certificate, instead of an existing certificate. */
export const ownDomain: Partial<EdgeArgs> = {
  certificateArn: undefined,
  domainName: "orders.example.com",
  hostedZoneId: "Z0123456789",
};

/** The application in the data centre, which serves most of the requests. */
export const onPremises: NonNullable<EdgeArgs["onPremises"]> = {
  addresses: ["192.168.10.40", "192.168.10.41"],
  port: 9443,
  trafficPercent: 90,
  stickinessSeconds: 900,
};

const outputs: NonNullable<MockOptions["outputs"]> = {
  "aws:acm/certificate:Certificate": ({ inputs }) => {
    const { domainName, subjectAlternativeNames } = inputs as {
      domainName: string;
      subjectAlternativeNames: string[];
    };
    // ACM lists them in an order of its own.
    return {
      domainValidationOptions: [...subjectAlternativeNames, domainName].map((name) => ({
        domainName: name,
        resourceRecordName: `_proof.${name.replace("*.", "")}`,
        resourceRecordType: "CNAME",
        resourceRecordValue: "_value.acm-validations.aws",
      })),
    };
  },
  "aws:acm/certificateValidation:CertificateValidation": () => ({ certificateArn: "arn:issued" }),
  "aws:route53/record:Record": ({ inputs }) => ({ fqdn: (inputs as { name: string }).name }),
  "aws:lb/loadBalancer:LoadBalancer": () => ({
    arn: "arn:load-balancer",
    dnsName: "edge.elb.amazonaws.com",
    zoneId: "Z-ELB",
  }),
  "aws:lb/targetGroup:TargetGroup": ({ name }) => ({
    arn: name.endsWith("on-premises") ? "arn:on-premises" : "arn:target-group",
  }),
};

/** Other settings of the web application firewall. */
export const withWaf = (changes: Partial<EdgeArgs["waf"]>): Partial<EdgeArgs> => ({
  waf: { ...args.waf, ...changes },
});

/** Runs an edge under mocks and returns its registrations. */
export function deploy(changes: Partial<EdgeArgs> = {}, options: MockOptions = {}) {
  return record(() => new Edge("edge", { ...args, ...changes }), { outputs, ...options });
}
