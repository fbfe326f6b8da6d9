import { physicalName } from "../../../lib/names";
import { first, type Tampering } from "./cloud";

/** Changes that stop searches, metrics and alarms, or leave a certificate unused. */
export const watchTamperings: readonly Tampering[] = [
  {
    name: "nobody counts the negotiations of VPN tunnels that fail",
    check: "count negotiations of VPN tunnels that failed, for an alarm",
    says: ({ environment }) => [
      `no filter of log group /aws/vendedlogs/migration-vpn-tunnels-${environment}`,
      "expected at least one",
    ],
    tamper: async ({ logs, outputs: { environment } }) => {
      const logGroupName = `/aws/vendedlogs/${physicalName(environment, "vpn-tunnels")}`;
      const { metricFilters } = await logs.describeMetricFilters({ logGroupName });
      const filter = first("metric filter of the tunnels' log", metricFilters);
      const { filterName, filterPattern, metricTransformations } = filter;
      await logs.deleteMetricFilter({ logGroupName, filterName });
      return () =>
        logs.putMetricFilter({ logGroupName, filterName, filterPattern, metricTransformations });
    },
  },
  {
    name: "nobody hears of the readers that the load adds",
    check: "watch the Aurora readers that the load adds, whatever their names",
    says: ({ environment }) => [
      "alarm migration-aurora-readers-",
      `-${environment}: ActionsEnabled is false, expected true`,
    ],
    tamper: async ({ alarms, outputs: { environment } }) => {
      const AlarmNamePrefix = "migration-aurora-readers-";
      const { MetricAlarms = [] } = await alarms.describeAlarms({ AlarmNamePrefix });
      const names = MetricAlarms.map(({ AlarmName = "" }) => AlarmName);
      const AlarmNames = names.filter((name) => name.endsWith(`-${environment}`));
      first("alarm on readers", AlarmNames);
      await alarms.disableAlarmActions({ AlarmNames });
      return () => alarms.enableAlarmActions({ AlarmNames });
    },
  },
  {
    name: "names of the data centre are asked of a server elsewhere",
    check: "lets queries out to these servers only",
    says: () => ["lets out to 198.51.100.53/32 on the ports 53 to 53", "expected DNS servers"],
    tamper: async ({ ec2, outputs: { vpcId, environment } }) => {
      const { SecurityGroups } = await ec2.describeSecurityGroups({
        Filters: [
          { Name: "vpc-id", Values: [vpcId] },
          { Name: "group-name", Values: [physicalName(environment, "dns")] },
        ],
      });
      const { GroupId } = first("group of the resolver endpoint", SecurityGroups);
      const IpRanges = [{ CidrIp: "198.51.100.53/32" }];
      const IpPermissions = [{ IpProtocol: "udp", FromPort: 53, ToPort: 53, IpRanges }];
      await ec2.authorizeSecurityGroupEgress({ GroupId, IpPermissions });
      return () => ec2.revokeSecurityGroupEgress({ GroupId, IpPermissions });
    },
  },
  {
    name: "a further certificate is taken off the listener",
    check: "shows further certificates to clients that ask for other names",
    says: ({ loadBalancerArn }) => [
      `load balancer ${loadBalancerArn}: furtherCertificates is 0`,
      "expected 1",
    ],
    tamper: async ({ elb, outputs: { loadBalancerArn: LoadBalancerArn } }) => {
      const { Listeners = [] } = await elb.describeListeners({ LoadBalancerArn });
      const secure = Listeners.filter(({ Port }) => Port === 443);
      const { ListenerArn } = first("listener on port 443", secure);
      const { Certificates: all = [] } = await elb.describeListenerCertificates({ ListenerArn });
      const Certificates = all
        .filter(({ IsDefault }) => !IsDefault)
        .map(({ CertificateArn }) => ({ CertificateArn }));
      await elb.removeListenerCertificates({ ListenerArn, Certificates });
      return () => elb.addListenerCertificates({ ListenerArn, Certificates });
    },
  },
];
