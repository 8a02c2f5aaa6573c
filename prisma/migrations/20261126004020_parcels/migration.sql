-- What carriers told of an order's parcels on their way, each once: out for delivery, late, not delivered, ready for pickup.
ALTER TABLE "orders" ADD COLUMN "parcels" TEXT[] NOT NULL DEFAULT '{}';
