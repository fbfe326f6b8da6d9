import { areOpen } from "./cidr";
import { type Resource } from "./graph";
import { flag, number, records, text, knownTexts } from "./props";
import { types } from "./tokens";
import { isGiven, isUnknown, type Props } from "./unknowns";

/** Direction of a rule's traffic, seen from the group. */
export type Direction = "ingress" | "egress";

/** The types that can hold rules of a direction: all four forms that AWS has. */
export function formsOf(direction: Direction): readonly string[] {
  return [
    ...types.securityGroup,
    ...types.defaultSecurityGroup,
    ...types.securityGroupRule,
    ...(direction === "egress" ? types.securityGroupEgress : types.securityGroupIngress),
  ];
}

/** The properties that hold the ranges of a rule, or of a network ACL's entry. */
const rangeKeys = ["cidrIpv4", "cidrIpv6", "cidrBlock", "ipv6CidrBlock"];
const rangeListKeys = ["cidrBlocks", "ipv6CidrBlocks"];

/** One rule of a group, in any form. Reading an unknown part throws the SDK's signal. */
export class TrafficRule {
  /** Cached values: each rule is asked for many ports. */
  #protocol: string | undefined;
  #ports: readonly [number | undefined, number | undefined] | undefined;
  #knownCidrs: readonly string[] | undefined;

  constructor(
    readonly props: Props,
    /** Name in messages. */
    readonly label: string,
  ) {}

  /** The protocol in lower case; "-1" and "all" mean every protocol. */
  get protocol(): string {
    return (this.#protocol ??= this.#readProtocol());
  }

  #readProtocol(): string {
    const key = isGiven(this.props, "ipProtocol") ? "ipProtocol" : "protocol";
    const name = (text(this.props, key) ?? "").trim().toLowerCase();
    // A number may be written as one, with zeros before it, or with a fraction of none.
    return `${number(this.props, key) ?? name}`;
  }

  get isAnyProtocol(): boolean {
    return ["-1", "all"].includes(this.protocol);
  }

  /** Whether the protocol is TCP or UDP, or not given: ICMP has types, and others nothing like ports. */
  get hasPorts(): boolean {
    return ["", "tcp", "udp", "6", "17"].includes(this.protocol);
  }

  /** Whether EC2 ignores the ports that the rule gives, because the protocol has none. */
  get ignoresPorts(): boolean {
    const types = ["icmp", "icmpv6", "1", "58"];
    return !this.isAnyProtocol && !this.hasPorts && !types.includes(this.protocol);
  }

  /** First and last port; undefined where not given. */
  get ports(): readonly [number | undefined, number | undefined] {
    return (this.#ports ??= [number(this.props, "fromPort"), number(this.props, "toPort")]);
  }

  /** Whether the rule lets the port through. */
  reaches(port: number): boolean {
    if (this.isAnyProtocol) {
      return true;
    }
    if (!this.hasPorts) {
      return false;
    }
    const [from, to] = this.ports;
    return from === -1 || ((from ?? 0) <= port && port <= (to ?? 65535));
  }

  /** The address ranges of the other end, known ones first. */
  *cidrs(): Generator<string> {
    yield* this.knownCidrs;
    this.requireKnownCidrs();
  }

  /** The address ranges of the other end that are known. */
  get knownCidrs(): readonly string[] {
    return (this.#knownCidrs ??= [...rangeKeys, ...rangeListKeys].flatMap((key) =>
      knownTexts(this.props, key),
    ));
  }

  /** Throws the SDK's signal where a range is unknown. */
  requireKnownCidrs(): void {
    for (const key of [...rangeKeys, ...rangeListKeys]) {
      touch(this.props, key);
    }
  }

  /** Whether the other end is the internet or a large part of it. */
  get isOpen(): boolean {
    if (areOpen(this.knownCidrs)) {
      return true;
    }
    this.requireKnownCidrs();
    return false;
  }

  /** Whether the other end is a group or a prefix list, which need no address. */
  get hasTypedEnd(): boolean {
    const keys = ["referencedSecurityGroupId", "sourceSecurityGroupId", "prefixListId"];
    const lists = ["securityGroups", "prefixListIds"];
    return (
      keys.some((key) => isGiven(this.props, key)) ||
      lists.some((key) => hasElements(this.props, key)) ||
      flag(this.props, "self") === true
    );
  }

  /** Whether the rule gives any address range, known or not. */
  get hasCidrs(): boolean {
    return (
      rangeKeys.some((key) => isGiven(this.props, key)) ||
      rangeListKeys.some((key) => hasElements(this.props, key))
    );
  }
}

/** The rules of a direction that a resource of any of the four forms declares. */
export function trafficRules(
  resource: Pick<Resource, "type" | "props">,
  direction: Direction,
): TrafficRule[] {
  const { type, props } = resource;
  if (isOneOf(type, types.securityGroup) || isOneOf(type, types.defaultSecurityGroup)) {
    return records(props, direction).map(
      (rule, index) => new TrafficRule(rule, `${direction} rule ${index + 1}`),
    );
  }
  if (isOneOf(type, types.securityGroupRule)) {
    return text(props, "type") === direction ? [new TrafficRule(props, "the rule")] : [];
  }
  return isOneOf(type, formsOf(direction)) ? [new TrafficRule(props, "the rule")] : [];
}

function isOneOf(type: string, tokens: readonly string[]): boolean {
  return tokens.includes(type);
}

function hasElements(props: Props, key: string): boolean {
  if (isUnknown(props, key)) {
    return true;
  }
  const value = props[key];
  return Array.isArray(value) && value.length > 0;
}

/** Reads a property and its elements, for the signal that an unknown one gives. */
function touch(props: Props, key: string): void {
  const list = props[key];
  if (Array.isArray(list)) {
    list.forEach((item: unknown) => item);
  }
}
