/**
 * Checks whose subject the AWS emulator does not have, by name, and why. Against AWS they all run;
 * against the emulator they are listed by name as not exercised, so that none passes silently.
 */
export const emulatorLimits: Readonly<Record<string, string>> = {
  "has two tunnels that agree on strong encryption only":
    "the emulator accepts the options of VPN tunnels and does not return them",
  "starts its tunnels itself, restarts them, and logs them":
    "the emulator accepts the options of VPN tunnels and does not return them",
  "keeps the keys of its tunnels in Secrets Manager":
    "the emulator accepts the options of VPN tunnels and does not return them",
  "has a route to the data centre, by BGP or stated":
    "the emulator has no routes of VPN connections",
  "tells the private and the database subnets the way to the data centre":
    "the emulator has no propagation of routes",
  "watch both tunnels of the VPN": "the emulator does not return the addresses of VPN tunnels",
  "has a certificate that is issued, with a strong key":
    "a certificate that is given by its ARN is not in the emulator, and it issues none",
  "tell what DMS does to the replication instance":
    "the emulator has no event subscriptions of DMS",
};
