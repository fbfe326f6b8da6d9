#!/usr/bin/env bash
# Puts the previews of this run into one comment on the pull request, and renews it on the next run.
# Needs GH_TOKEN, GH_REPO, PULL_REQUEST and GITHUB_RUN_ID.
set -euo pipefail
: "${GH_TOKEN:?}" "${GH_REPO:?}" "${PULL_REQUEST:?}" "${GITHUB_RUN_ID:?}"

marker='<!-- landing-zone-preview -->'
gh run download "$GITHUB_RUN_ID" --pattern 'preview-*' --dir previews || mkdir -p previews

{
  echo "$marker"
  echo '## Preview'
  for stack in dev staging prod; do
    section="previews/preview-$stack/$stack.md"
    if [ -f "$section" ]; then
      cat "$section"
    else
      printf '\n### %s\n\nNo preview: the job failed before it.\n' "$stack"
    fi
  done
} > comment.md

comments="repos/$GH_REPO/issues/$PULL_REQUEST/comments"
earlier=$(gh api "$comments" --paginate --jq ".[] | select(.body | startswith(\"$marker\")) | .id" | head -n 1)
if [ -n "$earlier" ]; then
  gh api --method PATCH "repos/$GH_REPO/issues/comments/$earlier" --field body=@comment.md --silent
else
  gh api --method POST "$comments" --field body=@comment.md --silent
fi
