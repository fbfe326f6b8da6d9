#!/usr/bin/env bash
# Compares a deployed stack with its state and the program. Drift opens an issue, or adds to the one
# that is open; no drift closes it. Needs STACK, PULUMI_BACKEND_URL, GH_TOKEN, GH_REPO, RUN_URL and
# the credentials of a role that may read. Fails only when there is no comparison.
set -uo pipefail
: "${GH_TOKEN:?}" "${GH_REPO:?}" "${RUN_URL:?}"
. tools/ci/stack.sh

# Pulumi's exit code for changes where `--expect-no-changes` allows none.
changes_found=7

title="Drift in $STACK"
# To compare the versions of secrets the provider reads their values, which the role may not: rotation
# changes them anyway.
npx pulumi preview --stack "$STACK" --refresh --expect-no-changes --non-interactive --color never \
  --diff --suppress-outputs --exclude '**aws:secretsmanager/secretVersion:SecretVersion::**' \
  2>&1 | tee drift.txt
code=${PIPESTATUS[0]}

if [ "$code" -ne 0 ] && [ "$code" -ne "$changes_found" ]; then
  exit "$code"
fi
set -e
open=$(gh issue list --state open --search "\"$title\" in:title" --json number,title \
  --jq ".[] | select(.title == \"$title\") | .number" | head -n 1)

if [ "$code" -eq 0 ]; then
  [ -z "$open" ] || gh issue close "$open" --comment "The drift is gone: $RUN_URL"
  exit 0
fi
{
  echo "The deployed resources differ from the state and the program: $RUN_URL"
  printf '\n~~~~~~~~diff\n'
  tail -c 50000 drift.txt
  printf '\n~~~~~~~~\nEither deploy the program again, or change the program to match.\n'
} > issue.md
if [ -n "$open" ]; then
  gh issue comment "$open" --body-file issue.md
else
  gh issue create --title "$title" --body-file issue.md
fi
