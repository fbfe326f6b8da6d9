import type { S3 } from "@aws-sdk/client-s3";
import { expect } from "chai";
import { awsClients } from "../../operations/aws";
import { OperationError } from "../../operations/errors";
import { s3Store } from "../../operations/journal/s3-store";
import type { ObjectStore } from "../../operations/journal/object-store";
import { emulator } from "../support/emulator";

const bucket = "operations-store";

describe("the objects of an operations bucket", () => {
  let store: ObjectStore;
  let s3: S3;
  before(async () => {
    s3 = awsClients("us-east-1", (await emulator()).endpoint).s3;
    await s3.createBucket({ Bucket: bucket });
    store = s3Store(s3, bucket);
  });

  it("are created once", async () => {
    expect(await store.create("once", "first")).to.include({ text: "first" });
    expect(await store.create("once", "second")).to.equal(undefined);
    expect(await store.read("once")).to.include({ text: "first" });
  });

  it("count as created when the answer to the very same write was lost", async () => {
    await s3.putObject({ Bucket: bucket, Key: "lost", Body: "mine" });
    expect(await store.create("lost", "mine")).to.include({ text: "mine" });
  });

  it("are replaced only by who has seen the newest version", async () => {
    const first = (await store.create("replaced", "1"))!;
    const second = (await store.replace("replaced", "2", first))!;
    expect(await store.replace("replaced", "3", first)).to.equal(undefined);
    expect(await store.replace("replaced", "3", second)).to.include({ text: "3" });
  });

  it("are listed by prefix in the order of their keys, more than fit a page", async () => {
    const keys = Array.from({ length: 1_003 }, (_, index) => `many/${String(index + 1000)}`);
    await Promise.all(keys.map((key) => store.create(key, "x")));
    expect(await store.list("many/")).to.deep.equal(keys);
  });

  it("are undefined when they are not there", async () => {
    expect(await store.read("missing")).to.equal(undefined);
  });

  it("fail with the bucket's name when it cannot be asked", async () => {
    const failure: unknown = await s3Store(s3, "no-such-bucket")
      .read("a")
      .catch((error: unknown) => error);
    expect(failure).to.be.instanceOf(OperationError);
    expect((failure as Error).message).to.contain("no-such-bucket");
  });
});
