import type { PropertyMap } from "@landing-zone/plan/values";
import { itLives } from "./lifecycle";
import { bucket, loadBalancer, loadBalancerInputs, targetGroup } from "./load-balancer-fixture";
import { network } from "./setup";

describe("load balancers in the emulator", () => {
  itLives("load balancer", async (setup) => {
    await bucket(setup, "logs-of-the-load-balancer");
    return {
      type: "aws:lb/loadBalancer:LoadBalancer",
      inputs: await loadBalancerInputs(setup, "balancer"),
      id: /^arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer\/app\/balancer\//,
      change: { enableDeletionProtection: false, tags: { Name: "b" } },
      replace: { internal: true },
      outside: {
        act: ({ id }, { elb }) =>
          elb.modifyLoadBalancerAttributes({
            LoadBalancerArn: id,
            Attributes: [
              { Key: "routing.http.drop_invalid_header_fields.enabled", Value: "false" },
            ],
          }),
        differs: "dropInvalidHeaderFields",
      },
    };
  });

  itLives("target group", async (setup) => ({
    type: "aws:lb/targetGroup:TargetGroup",
    inputs: {
      name: "targets",
      vpcId: (await network(setup)).vpc.id,
      port: 8443,
      protocol: "HTTPS",
      targetType: "ip",
      deregistrationDelay: 60,
      slowStart: 30,
      healthCheck: { protocol: "HTTPS", path: "/health", matcher: "200" },
    },
    id: /^arn:aws:elasticloadbalancing:.*:targetgroup\/targets\//,
    unseen: ["stickiness"],
    change: {
      healthCheck: { protocol: "HTTPS", path: "/ready", matcher: "200" },
      slowStart: 0,
      stickiness: { type: "lb_cookie", enabled: true, cookieDuration: 600 },
    },
    replace: { port: 8444 },
    outside: {
      act: ({ id }, { elb }) =>
        elb.modifyTargetGroup({ TargetGroupArn: id, HealthCheckPath: "/theirs" }),
      differs: "healthCheck",
    },
  }));

  itLives("target of a target group", async (setup) => {
    const { id: targetGroupArn } = await targetGroup(setup, "with-target");
    return {
      type: "aws:lb/targetGroupAttachment:TargetGroupAttachment",
      inputs: { targetGroupArn, targetId: "192.168.10.40", port: 9443, availabilityZone: "all" },
      id: /:targetgroup\/with-target\/.*-192\.168\.10\.40-9443$/,
      replace: { targetId: "192.168.10.41" },
      outside: {
        act: (_, { elb }) =>
          elb.deregisterTargets({
            TargetGroupArn: targetGroupArn,
            Targets: [{ Id: "192.168.10.40", Port: 9443 }],
          }),
        differs: "gone",
      },
    };
  });

  itLives("listener that shares requests out", async (setup) => {
    const [one, other] = [
      await targetGroup(setup, "one-side"),
      await targetGroup(setup, "other-side"),
    ];
    const shared = (weight: number) => [
      {
        type: "forward",
        forward: {
          targetGroups: [
            { arn: one.id, weight },
            { arn: other.id, weight: 100 - weight },
          ],
          stickiness: { enabled: true, duration: 900 },
        },
      },
    ];
    return {
      type: "aws:lb/listener:Listener",
      inputs: {
        loadBalancerArn: (await loadBalancer(setup, "sharing")).id,
        port: 80,
        protocol: "HTTP",
        defaultActions: shared(10),
      },
      id: /^arn:aws:elasticloadbalancing:.*:listener\/app\/sharing\//,
      change: { defaultActions: shared(50) },
      replace: { loadBalancerArn: "another" },
      outside: {
        act: ({ id }, { elb }) =>
          elb.modifyListener({
            ListenerArn: id,
            DefaultActions: [{ Type: "forward", TargetGroupArn: one.id }],
          }),
        differs: "defaultActions",
      },
    };
  });

  itLives("listener with a certificate of the stack's own", async (setup) => {
    const certificate = await setup.client.create("aws:acm/certificate:Certificate", "c", {
      domainName: "listener.example",
      validationMethod: "DNS",
    });
    const target = await targetGroup(setup, "of-listener");
    return {
      type: "aws:lb/listener:Listener",
      inputs: {
        loadBalancerArn: (await loadBalancer(setup, "with-listener")).id,
        port: 443,
        protocol: "HTTPS",
        sslPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06",
        certificateArn: certificate.id,
        defaultActions: [{ type: "forward", targetGroupArn: target.id }],
      },
      id: /^arn:aws:elasticloadbalancing:.*:listener\/app\/with-listener\//,
      change: { sslPolicy: "ELBSecurityPolicy-TLS13-1-2-Res-2021-06", tags: { Name: "b" } },
      replace: { loadBalancerArn: "another" },
      outside: {
        act: ({ id }, { elb }) =>
          elb.modifyListener({ ListenerArn: id, SslPolicy: "ELBSecurityPolicy-2016-08" }),
        differs: "sslPolicy",
      },
    };
  });

  itLives("rule of a listener", async (setup) => {
    const target = await targetGroup(setup, "of-rule");
    const forward = [{ type: "forward", targetGroupArn: target.id }];
    const listener = await setup.client.create("aws:lb/listener:Listener", "l", {
      loadBalancerArn: (await loadBalancer(setup, "with-rule")).id,
      port: 80,
      protocol: "HTTP",
      defaultActions: forward,
    });
    const conditions: PropertyMap[] = [
      { hostHeader: { values: ["maintenance.invalid"] } },
      { httpHeader: { httpHeaderName: "X-Forwarded-For", values: ["192.0.2.*"] } },
      { httpRequestMethod: { values: ["GET", "HEAD"] } },
      { queryStrings: [{ key: "version", value: "2" }] },
      { sourceIp: { values: ["192.0.2.0/24"] } },
    ];
    const unavailable = (messageBody: string) => [
      {
        type: "fixed-response",
        fixedResponse: { contentType: "text/plain", messageBody, statusCode: "503" },
      },
    ];
    return {
      type: "aws:lb/listenerRule:ListenerRule",
      inputs: {
        listenerArn: listener.id,
        priority: 1,
        conditions,
        actions: unavailable("Down for maintenance."),
        tags: { Name: "a" },
      },
      id: /^arn:aws:elasticloadbalancing:.*:listener-rule\/app\/with-rule\//,
      change: {
        priority: 2,
        conditions: [{ pathPattern: { values: ["/orders/*"] } }],
        actions: unavailable("Back soon."),
        tags: { Name: "b" },
      },
      replace: { listenerArn: "another" },
      outside: {
        act: ({ id }, { elb }) =>
          elb.modifyRule({
            RuleArn: id,
            Conditions: [{ Field: "path-pattern", Values: ["*"] }],
          }),
        differs: "conditions",
      },
    };
  });

  itLives("further certificate of a listener", async (setup) => {
    const target = await targetGroup(setup, "of-further");
    const certificateArn = "arn:aws:acm:us-east-1:111122223333:certificate/further";
    const listener = await setup.client.create("aws:lb/listener:Listener", "l", {
      loadBalancerArn: (await loadBalancer(setup, "with-further")).id,
      port: 443,
      protocol: "HTTPS",
      certificateArn: "arn:aws:acm:us-east-1:111122223333:certificate/first",
      defaultActions: [{ type: "forward", targetGroupArn: target.id }],
    });
    return {
      type: "aws:lb/listenerCertificate:ListenerCertificate",
      inputs: { listenerArn: listener.id, certificateArn },
      id: /:listener\/app\/with-further\/.*_arn:aws:acm:us-east-1:111122223333:certificate\/further$/,
      replace: { certificateArn: "another" },
      outside: {
        act: async (_, { elb }) => {
          const { Certificates = [] } = await elb.describeListenerCertificates({
            ListenerArn: listener.id,
          });
          const further = Certificates.filter(({ IsDefault }) => !IsDefault);
          await elb.removeListenerCertificates({
            ListenerArn: listener.id,
            Certificates: further.map(({ CertificateArn }) => ({ CertificateArn })),
          });
        },
        differs: "gone",
      },
    };
  });
});
