// Whom a platform is asked to erase. Our own rows of them are gone by then, so the command carries what the platform
// knows them by, sealed.
import { z } from "zod";
import { CustomerId, type ShopId } from "../lib/ids.ts";
import { parseJson } from "../lib/json.ts";
import type { ConnectionId } from "./connection.ts";

const Erasing = z.object({ customerId: CustomerId, phone: z.string().nullable(), email: z.string().nullable(), platformId: z.string().nullable() });
export type Erasing = z.infer<typeof Erasing>;

export const erasingBound = (shop: ShopId, connection: ConnectionId) => `erase/${shop}/${connection}`;
export const readErasing = (text: string): Erasing => Erasing.parse(parseJson(text));
