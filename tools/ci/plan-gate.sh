#!/usr/bin/env bash
# Looks in a preview for changes that somebody has to decide on, and prints them in Markdown. Wants
# STACK, PULUMI_BACKEND_URL and the credentials of a role that may read. ALLOW_CHANGES lets some pass:
# `<name or URN of a resource>=<reason>`, several with semicolons between them. Ends with 1 when there
# is a change that is not allowed, and with another code when it could not look.
set -euo pipefail
: "${STACK:?names the stack}"
: "${PULUMI_BACKEND_URL:?is where the state is, such as s3://bucket: a variable of the GitHub environment}"

allowed=()
IFS=';' read -ra parts <<< "${ALLOW_CHANGES:-}"
for part in "${parts[@]}"; do
  [ -z "${part// /}" ] || allowed+=(--allow "$part")
done

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npx pulumi preview --stack "$STACK" --json --non-interactive > "$folder/preview.json" || {
  cat "$folder/preview.json" >&2
  exit 2
}
aws dms describe-replication-tasks --without-settings --output json > "$folder/tasks.json"
aws dms describe-replications --output json > "$folder/replications.json"
npm run --silent plan-gate -- "$folder/preview.json" "${allowed[@]}" \
  --replications "$folder/tasks.json" --replications "$folder/replications.json"
