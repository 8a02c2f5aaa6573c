import { expect, test } from "vitest";
import { isPublicAddress, mayCall } from "./public-address.ts";

test.each(["8.8.8.8", "1.1.1.1", "172.15.255.255", "172.32.0.1", "100.63.255.255", "192.167.1.1", "2606:4700:4700::1111", "2a00:1450:4001:81b::200e"])("%s is public.", (address) => {
  expect(isPublicAddress(address)).toBe(true);
});

test.each([
  "0.0.0.0", "10.1.2.3", "100.64.0.1", "127.0.0.1", "127.255.255.254", "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.168.1.1", "192.0.2.1", "198.18.0.1", "203.0.113.9",
  "224.0.0.1", "255.255.255.255", "::", "::1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::ffff:8.8.8.8", "64:ff9b::a00:1", "fc00::1", "fd12:3456::1", "fe80::1", "ff02::1",
  "2001:db8::1", "2001::1", "2002:a00:1::", "", "nonsense", "8.8.8", "0x7f.1", "010.0.0.1", "8.8.8.8:80",
])("%s is not public.", (address) => {
  expect(isPublicAddress(address)).toBe(false);
});

test.each(["https://example.com/hooks/segue?shop=1", "https://a.b-c.example.co.uk/", "https://xn--bcher-kva.example/x"])("%s may be registered.", (url) => {
  expect(mayCall(url)).toBe(true);
});

test.each([
  "http://example.com/", "https://example.com:8443/", "https://user@example.com/", "https://user:word@example.com/", "https://localhost/", "https://intranet/", "https://printer.local/",
  "https://metadata.google.internal/", "https://127.0.0.1/", "https://2130706433/", "https://0x7f.1/", "https://017700000001/", "https://[::1]/", "https://[::ffff:127.0.0.1]/", "https://8.8.8.8/",
  "https://example.com./", "ftp://example.com/", "file:///etc/passwd", "//example.com/", "example.com", "", "https://",
])("%s may not.", (url) => {
  expect(mayCall(url)).toBe(false);
});
