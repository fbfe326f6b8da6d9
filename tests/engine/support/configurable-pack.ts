/** A pack with one policy, which has an option `days`. */
export const configurablePack = `const { PolicyPack } = require("@pulumi/policy");
new PolicyPack("scratch-pack", { policies: [{
  name: "no-components", description: "d", enforcementLevel: "advisory", severity: "high", remediationSteps: "Use none.",
  configSchema: { properties: { days: { type: "number", default: 30 } } },
  validateResource: (args, reportViolation) => {
    if (args.type === "a:b:C") reportViolation("a component, " + args.getConfig().days + " days");
  } }] });\n`;
