import { constructVpc } from "./awsx-vpc";
import { previewProvider } from "./preview";
import { type Provider } from "../monitor/provider";
import { type SdkTypes } from "./sdk-types";

/** The component provider awsx, of which the local engine knows `awsx:ec2:Vpc`. */
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
