import { type Listener } from "@aws-sdk/client-elastic-load-balancing-v2";
import { type Cloud } from "./cloud";

/** Undoes a change. */
export type Undo = () => Promise<unknown>;

/** A bucket no longer keeps versions. */
export async function suspendVersions({ s3 }: Cloud, Bucket: string): Promise<Undo> {
  const set = (Status: "Enabled" | "Suspended") =>
    s3.putBucketVersioning({ Bucket, VersioningConfiguration: { Status } });
  await set("Suspended");
  return () => set("Enabled");
}

/** A listener takes TLS 1.0. */
export async function weakenTls({ elb }: Cloud, listener: Listener): Promise<Undo> {
  const { ListenerArn, SslPolicy } = listener;
  await elb.modifyListener({ ListenerArn, SslPolicy: "ELBSecurityPolicy-2016-08" });
  return () => elb.modifyListener({ ListenerArn, SslPolicy });
}

/** A listener forwards everything to the target group in the cloud. */
export async function forwardAll({ elb, outputs }: Cloud, listener: Listener): Promise<Undo> {
  const { ListenerArn, DefaultActions } = listener;
  const forward = { Type: "forward", TargetGroupArn: outputs.targetGroupArn } as const;
  await elb.modifyListener({ ListenerArn, DefaultActions: [forward] });
  return () => elb.modifyListener({ ListenerArn, DefaultActions });
}

/** A web ACL no longer logs. */
export async function stopLogging({ waf }: Cloud, ResourceArn: string): Promise<Undo> {
  const { LoggingConfiguration } = await waf.getLoggingConfiguration({ ResourceArn });
  await waf.deleteLoggingConfiguration({ ResourceArn });
  return () => waf.putLoggingConfiguration({ LoggingConfiguration });
}

/** The VPC gives its instances no names. */
export async function giveNoNames({ ec2, outputs: { vpcId: VpcId } }: Cloud): Promise<Undo> {
  const set = (Value: boolean) => ec2.modifyVpcAttribute({ VpcId, EnableDnsHostnames: { Value } });
  await set(false);
  return () => set(true);
}

/** A subnet hands out public addresses. */
export async function giveAddresses({ ec2 }: Cloud, SubnetId?: string): Promise<Undo> {
  const set = (Value: boolean) =>
    ec2.modifySubnetAttribute({ SubnetId, MapPublicIpOnLaunch: { Value } });
  await set(true);
  return () => set(false);
}
