import { AwsPreviewProvider } from "./aws";
import { AwsTypes } from "./aws-types";
import { AwsxProvider } from "./awsx";
import { PreviewProvider } from "./preview";
import { type Provider } from "./provider";

/** Makes the providers that a preview uses, for a program in the given folder. */
export function previewProviders(projectDirectory: string): (packageName: string) => Provider {
  const types = new AwsTypes(projectDirectory);
  return (packageName) => {
    switch (packageName) {
      case "aws":
        return new AwsPreviewProvider(types);
      case "awsx":
        return new AwsxProvider();
      default:
        return new PreviewProvider(packageName);
    }
  };
}
