import { type S3, S3ServiceException } from "@aws-sdk/client-s3";
import { messageOf, OperationError } from "../errors";
import type { ObjectStore, StoredObject } from "./object-store";

/** Errors of S3 for a write whose condition does not hold, or that races with another. */
const refusals = new Set(["PreconditionFailed", "ConditionalRequestConflict"]);

/**
 * The objects of a stack's operations bucket.
 *
 * @throws OperationError from each function when S3 cannot be asked.
 */
export function s3Store(s3: S3, bucket: string): ObjectStore {
  const objects: Objects = { s3, bucket };
  return {
    read: (key) => read(objects, key),
    create: (key, text) => write(objects, key, text, { IfNoneMatch: "*" }),
    replace: (key, text, { tag }) => write(objects, key, text, { IfMatch: tag }),
    list: (prefix) => list(objects, prefix),
  };
}

interface Objects {
  readonly s3: S3;
  readonly bucket: string;
}

async function read({ s3, bucket }: Objects, Key: string): Promise<StoredObject | undefined> {
  try {
    const { Body, ETag = "" } = await s3.getObject({ Bucket: bucket, Key });
    return { text: (await Body?.transformToString("utf8")) ?? "", tag: ETag };
  } catch (error) {
    if (isCalled(error, "NoSuchKey")) return undefined;
    throw failed(bucket, `reading ${Key}`, error);
  }
}

async function write(
  objects: Objects,
  Key: string,
  text: string,
  condition: { readonly IfNoneMatch: "*" } | { readonly IfMatch: string },
): Promise<StoredObject | undefined> {
  const { s3, bucket } = objects;
  const object = { Bucket: bucket, Key, Body: text, ContentType: contentTypeOf(Key) };
  try {
    const { ETag = "" } = await s3.putObject({ ...object, ...condition });
    return { text, tag: ETag };
  } catch (error) {
    if (!(error instanceof S3ServiceException && refusals.has(error.name))) {
      throw failed(bucket, `writing ${Key}`, error);
    }
    // A write whose answer was lost is repeated by the SDK, and then refused because of itself.
    const found = await read(objects, Key);
    return found?.text === text ? found : undefined;
  }
}

async function list({ s3, bucket }: Objects, Prefix: string): Promise<string[]> {
  const keys: string[] = [];
  let ContinuationToken: string | undefined;
  try {
    do {
      const page = await s3.listObjectsV2({ Bucket: bucket, Prefix, ContinuationToken });
      keys.push(...(page.Contents ?? []).flatMap(({ Key }) => Key ?? []));
      ContinuationToken = page.NextContinuationToken;
    } while (ContinuationToken !== undefined);
  } catch (error) {
    throw failed(bucket, `listing ${Prefix}`, error);
  }
  return keys.sort();
}

function failed(bucket: string, activity: string, error: unknown): OperationError {
  return new OperationError(`Bucket ${bucket}: ${activity}: ${messageOf(error)}`);
}

function contentTypeOf(key: string): string {
  if (key.endsWith(".html")) return "text/html; charset=utf-8";
  return key.endsWith(".json") ? "application/json" : "text/plain; charset=utf-8";
}

function isCalled(error: unknown, name: string): boolean {
  return error instanceof S3ServiceException && error.name === name;
}
