#!/bin/sh
# Makes the namespace and Daybrief's search attributes; running it again changes nothing.
# The temporal CLI takes TEMPORAL_ADDRESS and TEMPORAL_NAMESPACE from the environment.
set -eu

RETENTION="${NAMESPACE_RETENTION:-720h}"
SEARCH_ATTRIBUTES="DaybriefTeam DaybriefOutcome DaybriefSeverity"

# A new server, and a new namespace, are known to all of its parts only after some seconds.
retry() {
  attempts=30
  until "$@"; do
    attempts=$((attempts - 1))
    [ "$attempts" -gt 0 ] || { echo "gave up: $*" >&2; return 1; }
    sleep 2
  done
}

namespace_exists() { temporal operator namespace describe --namespace "$TEMPORAL_NAMESPACE" >/dev/null 2>&1; }
create_namespace() {
  namespace_exists || temporal operator namespace create --namespace "$TEMPORAL_NAMESPACE" --retention "$RETENTION"
}
search_attribute_exists() { temporal operator search-attribute list | grep -qw "$1"; }
create_search_attribute() {
  search_attribute_exists "$1" || temporal operator search-attribute create --name "$1" --type Keyword
}

retry temporal operator cluster health
retry create_namespace
for name in $SEARCH_ATTRIBUTES; do retry create_search_attribute "$name"; done
echo "namespace $TEMPORAL_NAMESPACE is ready"
