/**
 * Checks whose subject the AWS emulator does not have, by name, and why. Against AWS they all run;
 * against the emulator they are listed by name as not exercised, so that none passes silently.
 */
export const emulatorLimits: Readonly<Record<string, string>> = {
  "has two tunnels a connection that agree on strong encryption only":
    "the emulator accepts the options of VPN tunnels and does not return them",
  "gives no two tunnels the same addresses inside":
    "the emulator accepts the options of VPN tunnels and does not return them",
  "has its tunnels come back after an interruption, and logs them":
    "the emulator accepts the options of VPN tunnels and does not return them",
  "keeps the keys of its tunnels in Secrets Manager":
    "the emulator accepts the options of VPN tunnels and does not return them",
  "has a route to the data centre, by BGP or stated":
    "the emulator has no routes of VPN connections",
  "routes the private and the database subnets to the data centre":
    "the emulator has no propagation of routes",
  "have the servers of the data centre in no zone of the VPC":
    "the emulator does not return the zone of a target",
  "have a way from the load balancer to the data centre":
    "the emulator has no propagation of routes",
  "watch every tunnel of the VPN": "the emulator does not return the addresses of VPN tunnels",
  "is attached to the VPC in every zone, and accepted that":
    "the transit gateway is there before the stack, and the emulator starts empty",
  "is where the private and the database subnets find the data centre":
    "the transit gateway is there before the stack, and the emulator starts empty",
  "have a description on egress rules to prefix lists":
    "the emulator keeps no description of a rule to a prefix list",
  "rotates its keys at least every year": "the emulator does not return a key's rotation period",
  "backs up the Aurora cluster and nothing else, by a role of its own":
    "the emulator has no selections of backup plans",
  "is monitored by Database Insights, under the data key": "the emulator has no Database Insights",
  "is upgraded rather than charged for an outdated version":
    "the emulator does not keep a cluster's life cycle support",
  "have Performance Insights, under the key of the data":
    "the emulator has no Performance Insights",
  "has RDS rotate the secret of the Aurora administrator":
    "the emulator makes the administrator's secret, and does not rotate it",
  "places the replication instance in the private subnets":
    "the emulator shows one subnet of its own for every replication instance",
  "replicate to Aurora, in the network and with the key of the replication instances":
    "the emulator has no serverless replications of DMS",
  "are declared for the directions that the phase gives each migration":
    "the emulator has no serverless replications of DMS",
  "are known to CloudWatch by migration and environment":
    "the emulator ends a task's ARN with the task's name, not with its resource identifier",
  "watch the replication tasks of the phase, by the identifier that ends its ARN":
    "the emulator ends a task's ARN with the task's name, not with its resource identifier",
  "has a certificate that is issued, with a strong key":
    "a certificate that is given by its ARN is not in the emulator, and it issues none",
  "is found under the names of its certificate, and can renew it, when the stack made that":
    "a certificate that is given by its ARN is not in the emulator",
  "record the health checks of the targets in the bucket of the outputs":
    "the emulator knows no bucket of a load balancer's health check logs",
  "report DMS events of the replication instance": "the emulator has no event subscriptions of DMS",
  "report as one whether the way from the sources to Aurora is healthy":
    "the emulator has no composite alarms",
  "report the health of every migration that its phase watches, and include it in the whole":
    "the emulator has no composite alarms",
  "notifies the topic of the costs": "the emulator does not return the subscribers of a budget",
};
