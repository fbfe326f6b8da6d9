// What no program that uses these three packages can go below: they are loaded and nothing is done.
require("@pulumi/pulumi");
require("@pulumi/aws");
require("@pulumi/awsx");
