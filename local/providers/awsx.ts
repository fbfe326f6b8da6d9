import { type RegistrationResult } from "../engine/registrations";
import { constructVpc } from "./awsx-vpc";
import { PreviewProvider } from "./preview";
import { type ConstructRequest, type ResourceMonitor } from "./provider";

/** Stand-in for the awsx component provider: it knows `awsx:ec2:Vpc`. */
export class AwsxProvider extends PreviewProvider {
  override construct(
    request: ConstructRequest,
    monitor: ResourceMonitor,
  ): Promise<RegistrationResult> {
    return request.type === "awsx:ec2:Vpc"
      ? constructVpc(request, monitor)
      : super.construct(request, monitor);
  }
}
