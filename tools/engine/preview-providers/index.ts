import { awsProvider } from "./aws";
import { awsxProvider } from "./awsx";
import { previewProvider } from "./preview";
import { type Provider } from "../monitor/provider";
import { SdkTypes } from "./sdk-types";

/** Makes the providers that a preview uses, for a program in the given folder. */
export function previewProviders(
  projectDirectory: string,
  types = new SdkTypes(projectDirectory),
): (packageName: string) => Provider {
  return (packageName) => {
    switch (packageName) {
      case "aws":
        return awsProvider(types);
      case "awsx":
        return awsxProvider(types);
      default:
        return previewProvider(packageName, types);
    }
  };
}
