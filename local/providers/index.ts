import { AwsPreviewProvider } from "./aws";
import { AwsxProvider } from "./awsx";
import { PreviewProvider } from "./preview";
import { type Provider } from "./provider";
import { SdkTypes } from "./sdk-types";

/** Makes the providers that a preview uses, for a program in the given folder. */
export function previewProviders(projectDirectory: string): (packageName: string) => Provider {
  const types = new SdkTypes(projectDirectory);
  return (packageName) => {
    switch (packageName) {
      case "aws":
        return new AwsPreviewProvider(packageName, types);
      case "awsx":
        return new AwsxProvider(packageName, types);
      default:
        return new PreviewProvider(packageName, types);
    }
  };
}
