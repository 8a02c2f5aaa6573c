// Which addresses lie in the open internet. Whoever may make us call an address of theirs must not reach what
// only we can: this machine, its network, the cloud's own metadata.
import { BlockList, isIP } from "node:net";

/** IANA's special-purpose registries for IPv4 (2026-11); what is left is public. */
const CLOSED_4: readonly [string, number][] = [
  ["0.0.0.0", 8], ["10.0.0.0", 8], ["100.64.0.0", 10], ["127.0.0.0", 8], ["169.254.0.0", 16], ["172.16.0.0", 12], ["192.0.0.0", 24], ["192.0.2.0", 24],
  ["192.31.196.0", 24], ["192.52.193.0", 24], ["192.88.99.0", 24], ["192.168.0.0", 16], ["192.175.48.0", 24], ["198.18.0.0", 15], ["198.51.100.0", 24],
  ["203.0.113.0", 24], ["224.0.0.0", 4], ["240.0.0.0", 4],
];
/** Within 2000::/3, outside of which nothing is public: so are IPv4 addresses in disguise (::ffff:…, 64:ff9b::…) refused. */
const CLOSED_6: readonly [string, number][] = [["2001::", 23], ["2001:db8::", 32], ["2002::", 16], ["3fff::", 20]];

const closed = new BlockList();
for (const [net, bits] of CLOSED_4) closed.addSubnet(net, bits, "ipv4");
for (const [net, bits] of CLOSED_6) closed.addSubnet(net, bits, "ipv6");
const open = new BlockList();
open.addSubnet("2000::", 3, "ipv6");

export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !closed.check(address, "ipv4");
  return family === 6 && open.check(address, "ipv6") && !closed.check(address, "ipv6");
}

/** A name in the public DNS, at https and its own port. Where the name leads is looked at when it is called. */
export function mayCall(url: string): boolean {
  const read = URL.parse(url);
  if (!read || read.protocol !== "https:" || read.port !== "" || read.username !== "" || read.password !== "") return false;
  const name = read.hostname;
  return isIP(name) === 0 && !name.startsWith("[") && /^[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z][a-z0-9-]*$/.test(name) && !/\.(localhost|local|internal|home\.arpa|onion)$/.test(name);
}
