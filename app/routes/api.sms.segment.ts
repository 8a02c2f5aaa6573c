// The same door under the address that systems before us used.
export { action, loader } from "./api.v1.sms.segment.ts";
