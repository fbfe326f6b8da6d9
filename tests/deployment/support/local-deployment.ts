import { awsEmulation } from "@landing-zone/aws-emulator/emulation";
import { LocalDeployment } from "@landing-zone/engine/deployment/local-deployment";
import { readProject } from "@landing-zone/engine/project/project";

/** Opens the deployment of the dev stack of the project in a folder. */
export const openDeployment = (cwd: string): Promise<LocalDeployment> =>
  LocalDeployment.open({
    project: readProject(cwd),
    stack: "dev",
    emulation: awsEmulation,
    onOutput: () => undefined,
  });
