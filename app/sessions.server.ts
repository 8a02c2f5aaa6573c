// Shopify's sessions in our own database, tokens sealed (lib/seal.server.ts): access and refresh
// tokens never lie in a row as they are. A sealed value is bound to its session's id and its column.
import { Session } from "@shopify/shopify-api";
import type { PrismaSessionStorage } from "@shopify/shopify-app-session-storage-prisma";
import type { Secrets } from "./lib/world.ts";
import { seal, unseal } from "./lib/seal.server.ts";

type Storage = Pick<
  PrismaSessionStorage<never>,
  "storeSession" | "loadSession" | "deleteSession" | "deleteSessions" | "findSessionsByShop"
>;

/**
 * `freshen` runs before an offline session is read, so that the library never finds one it wants to
 * renew by itself, without a lock.
 */
export function sealedSessions(secrets: Secrets, storage: Storage, freshen: (sessionId: string) => Promise<void> = async () => {}): Storage {
  const opened = (session: Session) => withTokens(session, (text, bound) => unseal(secrets, text, bound));
  return {
    storeSession: (session) => storage.storeSession(withTokens(session, (text, bound) => seal(secrets, text, bound))),
    async loadSession(id) {
      await freshen(id);
      const session = await storage.loadSession(id);
      return session && opened(session);
    },
    deleteSession: (id) => storage.deleteSession(id),
    deleteSessions: (ids) => storage.deleteSessions(ids),
    async findSessionsByShop(shop) {
      return (await storage.findSessionsByShop(shop)).map(opened);
    },
  };
}

function withTokens(session: Session, change: (text: string, bound: string) => string): Session {
  const copy = new Session(session.toObject());
  if (session.accessToken) copy.accessToken = change(session.accessToken, `${session.id}/accessToken`);
  if (session.refreshToken) copy.refreshToken = change(session.refreshToken, `${session.id}/refreshToken`);
  return copy;
}
