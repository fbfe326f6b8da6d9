#!/usr/bin/env bash
# Compares a deployed stack with its state and the program. Drift opens an issue, or adds to the one
# that is open; no drift closes it. Wants STACK, PULUMI_BACKEND_URL, GH_TOKEN, GH_REPO, RUN_URL and
# the credentials of a role that may read. Fails only when the comparison could not be made.
set -uo pipefail
: "${STACK:?names the stack}" "${GH_TOKEN:?}" "${GH_REPO:?}" "${RUN_URL:?}"
: "${PULUMI_BACKEND_URL:?is where the state is, such as s3://bucket: a variable of the GitHub environment}"

title="Drift in $STACK"
# To compare the versions of secrets the provider reads their values, which the role may not: rotation
# changes them anyway.
npx pulumi preview --stack "$STACK" --refresh --expect-no-changes --non-interactive --color never \
  --diff --suppress-outputs --exclude '**aws:secretsmanager/secretVersion:SecretVersion::**' \
  2>&1 | tee drift.txt
code=${PIPESTATUS[0]}

if [ "$code" -ne 0 ] && ! grep -q 'no changes were expected but changes were proposed' drift.txt; then
  exit "$code"
fi
set -e
open=$(gh issue list --state open --search "\"$title\" in:title" --json number,title \
  --jq ".[] | select(.title == \"$title\") | .number" | head -n 1)

if [ "$code" -eq 0 ]; then
  [ -z "$open" ] || gh issue close "$open" --comment "There is no drift any more: $RUN_URL"
  exit 0
fi
{
  echo "What is deployed differs from what the state and the program say: $RUN_URL"
  printf '\n~~~~~~~~diff\n'
  tail -c 50000 drift.txt
  printf '\n~~~~~~~~\nEither deploy the program again, or write into it what was changed by hand.\n'
} > issue.md
if [ -n "$open" ]; then
  gh issue comment "$open" --body-file issue.md
else
  gh issue create --title "$title" --body-file issue.md
fi
