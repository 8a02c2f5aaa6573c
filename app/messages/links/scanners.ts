// Networks from which no customer clicks by hand: where mail and text scanners and cloud machines live. It is a short
// list on purpose and never enough by itself, since a company's people may come through such a network too; it makes
// sure of what the number of codes asked for says already.
import { BlockList, isIP } from "node:net";

/** Published ranges of Google's and Microsoft's scanners and of large clouds, in part (2026-11). */
const RANGES: readonly [string, number, "ipv4" | "ipv6"][] = [
  ["64.233.160.0", 19, "ipv4"], ["66.102.0.0", 20, "ipv4"], ["66.249.64.0", 19, "ipv4"], ["72.14.192.0", 18, "ipv4"], ["74.125.0.0", 16, "ipv4"], ["209.85.128.0", 17, "ipv4"],
  ["40.94.0.0", 16, "ipv4"], ["40.107.0.0", 16, "ipv4"], ["52.100.0.0", 14, "ipv4"], ["104.47.0.0", 17, "ipv4"],
  ["3.208.0.0", 12, "ipv4"], ["18.204.0.0", 14, "ipv4"], ["34.64.0.0", 10, "ipv4"], ["35.184.0.0", 13, "ipv4"], ["52.0.0.0", 11, "ipv4"], ["54.144.0.0", 12, "ipv4"], ["104.196.0.0", 14, "ipv4"],
  ["2600:1f00::", 24, "ipv6"], ["2a00:1450::", 32, "ipv6"], ["2607:f8b0::", 32, "ipv6"],
];

const machines = new BlockList();
for (const [net, bits, family] of RANGES) machines.addSubnet(net, bits, family);

export function isMachineRoom(address: string): boolean {
  const family = isIP(address);
  return family !== 0 && machines.check(address, family === 4 ? "ipv4" : "ipv6");
}
