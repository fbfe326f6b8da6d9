#!/usr/bin/env bash
# Looks in a preview for dangerous changes, and prints them in Markdown. Needs STACK,
# PULUMI_BACKEND_URL and the credentials of a role that may read. ALLOW_CHANGES lets some pass:
# `<name or URN of a resource>=<reason>`, several with semicolons between them. Ends with 1 when a
# change is dangerous and not allowed, and with another code when there is no preview to look at.
set -euo pipefail
. tools/ci/stack.sh

allowed=()
IFS=';' read -ra parts <<< "${ALLOW_CHANGES:-}"
for part in "${parts[@]}"; do
  [ -z "${part// /}" ] || allowed+=(--allow "$part")
done

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
# A preview that fails has its reasons in its output.
npx pulumi preview --stack "$STACK" --json --non-interactive > "$folder/preview.json" || true
aws dms describe-replication-tasks --without-settings --output json > "$folder/tasks.json"
aws dms describe-replications --output json > "$folder/replications.json"
npm run --silent change-guard -- "$folder/preview.json" "${allowed[@]}" \
  --replications "$folder/tasks.json" --replications "$folder/replications.json"
