import { UsageError } from "../errors";

/** An account such as `shop@10.%`. */
export interface Account {
  readonly user: string;
  readonly host: string;
}

/** Replacement of a source account; undefined for an account that nobody replaces. */
export type AccountMap = (account: Account) => Account | undefined;

/**
 * Reads the options that map accounts, each `old@host=new@host`.
 *
 * @throws UsageError for one that has another form.
 */
export function accountMap(options: readonly string[]): AccountMap {
  const pairs = options.map((option) => {
    const [before, after, ...more] = option.split("=").map(parseAccount);
    if (!before || !after || more.length > 0) {
      throw new UsageError(
        `--account ${option}: write the account of the source and that of the target, as in shop@192.168.%=shop@10.40.%.`,
      );
    }
    return [accountText(before), after] as const;
  });
  const known = new Map(pairs);
  return (account) => known.get(accountText(account));
}

function parseAccount(text: string): Account | undefined {
  return text.lastIndexOf("@") < 1 ? undefined : splitAccount(text);
}

/** The parts of `shop@10.%`. */
export function splitAccount(text: string): Account {
  const at = text.lastIndexOf("@");
  return { user: text.slice(0, at), host: text.slice(at + 1) };
}

/** `shop@10.%`. */
export function accountText({ user, host }: Account): string {
  return `${user}@${host}`;
}

/** An account as information_schema writes a grantee: `'shop'@'10.%'`. */
export function granteeOf({ user, host }: Account): string {
  return `'${user}'@'${host}'`;
}

/** The account of a grantee, as {@link accountText} writes it. */
export function granteeText(grantee: string): string {
  return grantee.replace(/^'(.*)'@'(.*)'$/, "$1@$2");
}

/** An account in a statement. */
export function quotedAccount({ user, host }: Account): string {
  const quote = (text: string): string =>
    `'${text.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`;
  return `${quote(user)}@${quote(host)}`;
}
