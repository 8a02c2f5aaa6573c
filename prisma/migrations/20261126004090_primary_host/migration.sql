-- The host that a shop's customers know; its myshopify.com address leads on to it.
ALTER TABLE "shop" ADD COLUMN "host" TEXT;
