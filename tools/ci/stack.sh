# Sourced by the scripts that use a stack: stops with a reason when a variable or the stack's file
# lacks what the commands below need.
: "${STACK:?names the stack}"
: "${PULUMI_BACKEND_URL:?is where the state is, such as s3://bucket: a variable of the GitHub environment}"

if [[ "$PULUMI_BACKEND_URL" != https://* && -z "${PULUMI_CONFIG_PASSPHRASE-}${PULUMI_CONFIG_PASSPHRASE_FILE-}" ]] &&
  ! grep -qE '^secretsprovider: *[^ ]' "Pulumi.$STACK.yaml"; then
  echo "Pulumi.$STACK.yaml has no secretsprovider. \`pulumi stack init $STACK --secrets-provider …\` writes secretsprovider and encryptedkey into it: commit the file." >&2
  exit 2
fi
