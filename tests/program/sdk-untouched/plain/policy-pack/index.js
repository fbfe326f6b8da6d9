const { PolicyPack } = require("@pulumi/policy");

new PolicyPack("plain", {
  policies: [
    {
      name: "accept-everything",
      description: "Accepts everything.",
      enforcementLevel: "advisory",
      validateResource: () => {},
    },
  ],
});
