import { draft, ref } from "./plan";

/** A secret. */
export const secret = (props = {}) => draft("secretsmanager.Secret", "db", props);

/** The value of {@link secret}. */
export const version = draft("secretsmanager.SecretVersion", "value", { secretId: ref("db") });

/** The rotation of {@link secret}. */
export const rotation = (rotationRules: object = { automaticallyAfterDays: 30 }, props = {}) =>
  draft("secretsmanager.SecretRotation", "rotation", {
    secretId: ref("db"),
    rotationRules,
    ...props,
  });
