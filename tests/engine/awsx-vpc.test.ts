import { expect } from "chai";
import { nameOf, typeOf } from "@landing-zone/plan/urn";
import { type RegistrationRequest } from "@landing-zone/engine/monitor/registrations";
import { type PropertyMap, type PropertyValue, referencedUrn } from "@landing-zone/plan/values";
import { awsxProvider } from "@landing-zone/engine/preview-providers/awsx";
import { SdkTypes } from "@landing-zone/engine/preview-providers/sdk-types";
import { type InvokeRequest, type ResourceMonitor } from "@landing-zone/engine/monitor/provider";
import recordings from "./fixtures/awsx-vpc/recordings.json";

const component = "urn:pulumi:dev::p::awsx:ec2:Vpc::network";

/** `Subnet:network-public-1` for a resource; recordings write the component as its bare name. */
function shortName(urn = ""): string {
  return urn === component ? nameOf(urn) : `${typeOf(urn).split(":").at(-1)!}:${nameOf(urn)}`;
}

/** A deployment in which everything exists at once, with the ids that recordings write. */
class RecordingMonitor implements ResourceMonitor {
  readonly registered: Record<string, { parent: string; inputs: PropertyMap }> = {};
  readonly requests: RegistrationRequest[] = [];

  register(request: RegistrationRequest) {
    this.requests.push(request);
    const { type, name, parent, inputs } = request;
    if (!request.custom) {
      return Promise.resolve({ urn: component, outputs: {} });
    }
    const urn = `urn:pulumi:dev::p::${type}::${name}`;
    this.registered[shortName(urn)] = { parent: shortName(parent), inputs };
    return Promise.resolve({ urn, id: `\${${shortName(urn)}}`, outputs: {} });
  }

  registerOutputs(): Promise<void> {
    expect(Object.keys(this.registered)).to.not.be.empty;
    return Promise.resolve();
  }

  invoke({ token }: InvokeRequest): Promise<PropertyMap> {
    expect(token).to.equal("aws:index/getAvailabilityZones:getAvailabilityZones");
    return Promise.resolve({ names: ["us-east-1a", "us-east-1b", "us-east-1c", "us-east-1d"] });
  }
}

const construct = (inputs: unknown, monitor: ResourceMonitor, options = {}) =>
  awsxProvider(new SdkTypes(__dirname)).construct(
    {
      type: "awsx:ec2:Vpc",
      name: "network",
      inputs: inputs as PropertyMap,
      providers: {},
      ...options,
    },
    monitor,
  );

async function refusal(inputs: object): Promise<string> {
  const failure: unknown = await construct(inputs, new RecordingMonitor()).catch(
    (error: unknown) => error,
  );
  expect(failure, "the arguments were accepted").to.be.instanceOf(Error);
  return (failure as Error).message;
}

describe("the local component awsx:ec2:Vpc", () => {
  for (const { title, args, resources, outputs: recorded } of recordings) {
    describe(`as recorded with ${title}`, () => {
      const monitor = new RecordingMonitor();
      let outputs: PropertyMap;

      before(async () => {
        ({ outputs } = await construct(args, monitor));
      });

      it("registers the same children with the same parents and inputs", () => {
        expect(monitor.registered).to.deep.equal(resources);
      });

      it("returns the same ids and layout, in the same order", () => {
        const { natGateways, routeTables, ...rest } = recorded;
        expect(outputs).to.deep.include(rest);
        expect(outputs["natGateways"]).to.have.length(natGateways);
        expect(outputs["routeTables"]).to.have.length(routeTables);
      });

      it("returns its children as references", () => {
        const urnsIn = (output: PropertyValue): string[] =>
          [output].flat().map((item) => shortName(referencedUrn(item)));
        const children = ["vpc", "internetGateway", "subnets", "routeTables", "routes", "eips"]
          .concat("routeTableAssociations", "natGateways", "vpcEndpoints")
          .flatMap((name) => urnsIn(outputs[name]!));
        expect(children).to.have.members(Object.keys(resources));
      });
    });
  }

  const [{ args: valid }] = recordings as [(typeof recordings)[0]];

  it("hands protection down to every child", async () => {
    const monitor = new RecordingMonitor();
    await construct(valid, monitor, { protect: true, retainOnDelete: true });
    for (const { options } of monitor.requests) {
      expect(options).to.deep.equal({ protect: true, retainOnDelete: true });
    }
  });

  it("refuses an argument it does not know, and names it", async () => {
    expect(await refusal({ ...valid, assignGeneratedIpv6CidrBlock: true })).to.include(
      "assignGeneratedIpv6CidrBlock",
    );
  });

  it("refuses a setting it does not know within an argument", async () => {
    const natGateways = { strategy: "Single", elasticIpAllocationIds: ["eipalloc-1"] };
    expect(await refusal({ ...valid, natGateways })).to.include("elasticIpAllocationIds");
  });

  it("refuses a value that is not known yet, and names the argument", async () => {
    const cidrBlock = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
    expect(await refusal({ ...valid, cidrBlock })).to.include("cidrBlock must be known");
  });

  it("refuses CIDR blocks that do not match the number of zones", async () => {
    expect(await refusal({ ...valid, numberOfAvailabilityZones: 3 })).to.include(
      '"public" have 2 CIDR blocks for 3 availability zones',
    );
  });

  it("refuses more zones than the region has", async () => {
    expect(await refusal({ ...valid, numberOfAvailabilityZones: 9 })).to.include(
      "numberOfAvailabilityZones is 9, but the region has 4",
    );
  });

  it("refuses zones given both by name and by number", async () => {
    expect(await refusal({ ...valid, availabilityZoneNames: ["us-east-1a"] })).to.include(
      "Only one of",
    );
  });
});
