import { expect } from "chai";
import { parse } from "yaml";
import { withoutSecretsProvider } from "./stack-file";

describe("A stack file in a copy of the project", () => {
  it("has nothing of the key that another backend's secrets are encrypted with", () => {
    const file = `# The stack.
secretsprovider: awskms://alias/pulumi?region=us-east-1
encryptedkey: AQICAHh
encryptionsalt: v1:abc=:v1:def
config:
  aws:region: us-east-1
  scratch:dms:
    preSharedKey:
      secure: v1:ghi
    list: [{ secure: v1:jkl }, plain]
    secure: yes
`;
    const copied = withoutSecretsProvider(file);
    expect(parse(copied)).to.deep.equal({
      config: {
        "aws:region": "us-east-1",
        "scratch:dms": {
          preSharedKey: "encrypted-elsewhere",
          list: ["encrypted-elsewhere", "plain"],
          secure: "yes",
        },
      },
    });
  });

  it("stays unchanged otherwise", () => {
    const file = "config:\n  aws:region: us-east-1\n";
    expect(withoutSecretsProvider(file)).to.equal(file);
  });
});
