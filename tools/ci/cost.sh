#!/usr/bin/env bash
# Prints in Markdown what a stack costs a month, and how that differs from the commit before the pull
# request: the first parent of the merge that the workflow has checked out. Needs STACK and the plan
# that `npm start -- --json FILE` has written, no account.
set -euo pipefail
: "${STACK:?names the stack}"
after=${1:?names the file with the plan}

folder=$(mktemp -d)
trap 'git worktree remove --force "$folder/base" 2>/dev/null || true; rm -rf "$folder"' EXIT

# A new stack, and a checkout without its parent, have nothing to compare with.
if git worktree add --quiet --detach "$folder/base" HEAD^1 && [ -f "$folder/base/Pulumi.$STACK.yaml" ] &&
  ln -s "$PWD/node_modules" "$folder/base/node_modules" &&
  npm start --silent -- --stack "$STACK" --no-policy-pack --quiet --cwd "$folder/base" \
    --json "$folder/before.json" > /dev/null; then
  npm run --silent cost-report -- "$folder/before.json" "$after"
else
  npm run --silent cost-report -- "$after" "$after"
fi
