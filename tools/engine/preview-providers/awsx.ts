import { constructVpc } from "./awsx-vpc";
import { previewProvider } from "./preview";
import { type Provider } from "./provider";
import { type SdkTypes } from "./sdk-types";

/** Stand-in for the awsx component provider: it knows `awsx:ec2:Vpc`. */
export function awsxProvider(types: SdkTypes): Provider {
  const base = previewProvider("awsx", types);
  return {
    ...base,
    construct: (request, monitor) =>
      request.type === "awsx:ec2:Vpc"
        ? constructVpc(request, monitor)
        : base.construct(request, monitor),
  };
}
