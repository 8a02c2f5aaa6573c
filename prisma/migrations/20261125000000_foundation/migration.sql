-- CreateTable
CREATE TABLE "shop" (
    "shop_id" SERIAL NOT NULL,
    "domain" TEXT NOT NULL,
    "name" TEXT,
    "currency" TEXT NOT NULL DEFAULT 'USD',
    "time_zone" TEXT NOT NULL DEFAULT 'UTC',
    "state" TEXT NOT NULL DEFAULT 'unopened',
    "state_reason" TEXT,
    "paused_at" TIMESTAMPTZ(3),
    "probe_at" TIMESTAMPTZ(3),
    "scopes" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[],
    "orders_since" TIMESTAMPTZ(3),
    "settings" JSONB NOT NULL DEFAULT '{}',
    "segment_count" INTEGER NOT NULL DEFAULT 0,
    "list_count" INTEGER NOT NULL DEFAULT 0,
    "clocked_at" TIMESTAMPTZ(3),
    "road_at" TIMESTAMPTZ(3),
    "reconciled_at" TIMESTAMPTZ(3),
    "api_key_hash" TEXT,
    "api_key_at" TIMESTAMPTZ(3),
    "pruned_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "installed_at" TIMESTAMPTZ(3),
    "uninstalled_at" TIMESTAMPTZ(3),

    CONSTRAINT "shop_pkey" PRIMARY KEY ("shop_id")
);

-- CreateTable
CREATE TABLE "session" (
    "id" TEXT NOT NULL,
    "shop" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "isOnline" BOOLEAN NOT NULL DEFAULT false,
    "scope" TEXT,
    "expires" TIMESTAMP(3),
    "accessToken" TEXT NOT NULL,
    "userId" BIGINT,
    "firstName" TEXT,
    "lastName" TEXT,
    "email" TEXT,
    "accountOwner" BOOLEAN NOT NULL DEFAULT false,
    "locale" TEXT,
    "collaborator" BOOLEAN DEFAULT false,
    "emailVerified" BOOLEAN DEFAULT false,
    "refreshToken" TEXT,
    "refreshTokenExpires" TIMESTAMP(3),

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "data_request" (
    "shop_id" INTEGER NOT NULL,
    "request_id" BIGINT NOT NULL,
    "customer_id" BIGINT NOT NULL,
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "fetched_at" TIMESTAMPTZ(3),

    CONSTRAINT "data_request_pkey" PRIMARY KEY ("shop_id","request_id")
);

-- CreateTable
CREATE TABLE "inbox" (
    "shop_id" INTEGER NOT NULL,
    "inbox_id" BIGSERIAL NOT NULL,
    "source" TEXT NOT NULL,
    "topic" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "triggered_at" TIMESTAMPTZ(3) NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "body" TEXT,
    "state" TEXT NOT NULL DEFAULT 'due',
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "problem" TEXT,
    "done_at" TIMESTAMPTZ(3),

    CONSTRAINT "inbox_pkey" PRIMARY KEY ("shop_id","inbox_id")
);

-- CreateTable
CREATE TABLE "import_run" (
    "shop_id" INTEGER NOT NULL,
    "import_id" BIGSERIAL NOT NULL,
    "kind" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'asked',
    "filter" TEXT NOT NULL DEFAULT '',
    "bulk_id" TEXT,
    "url" TEXT,
    "started_at" TIMESTAMPTZ(3),
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "fence" BIGINT NOT NULL DEFAULT 0,
    "leased_until" TIMESTAMPTZ(3),
    "bytes" BIGINT,
    "bytes_read" BIGINT NOT NULL DEFAULT 0,
    "rows_total" BIGINT,
    "rows_read" BIGINT NOT NULL DEFAULT 0,
    "rows_parked" BIGINT NOT NULL DEFAULT 0,
    "progressed_at" TIMESTAMPTZ(3),
    "unreached_since" TIMESTAMPTZ(3),
    "problem" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "import_run_pkey" PRIMARY KEY ("shop_id","import_id")
);

-- CreateTable
CREATE TABLE "customer" (
    "shop_id" INTEGER NOT NULL,
    "customer_id" BIGINT NOT NULL,
    "created_at" TIMESTAMPTZ(3),
    "updated_at" TIMESTAMPTZ(3),
    "detailed_at" TIMESTAMPTZ(3),
    "detail_asked_at" TIMESTAMPTZ(3),
    "first_name" TEXT,
    "last_name" TEXT,
    "email" TEXT,
    "phone" TEXT,
    "phone_country" TEXT,
    "phone_area" TEXT,
    "locale" TEXT,
    "state" TEXT,
    "note" TEXT,
    "verified_email" BOOLEAN,
    "tax_exempt" BOOLEAN,
    "data_sale_opt_out" BOOLEAN,
    "companies" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[],
    "tags" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[],
    "tags_at" TIMESTAMPTZ(3),
    "city" TEXT,
    "province_code" TEXT,
    "country_code" TEXT,
    "zip" TEXT,
    "time_zone" TEXT,
    "latitude" DOUBLE PRECISION,
    "longitude" DOUBLE PRECISION,
    "sms_state" TEXT,
    "sms_opt_in_level" TEXT,
    "sms_collected_from" TEXT,
    "sms_updated_at" TIMESTAMPTZ(3),
    "email_state" TEXT,
    "email_opt_in_level" TEXT,
    "email_updated_at" TIMESTAMPTZ(3),
    "subscriber_status" TEXT,
    "rfm_group" TEXT,
    "spend_tier" TEXT,
    "store_credit_minor" BIGINT,
    "shopify_order_count" INTEGER,
    "shopify_spent_minor" BIGINT,
    "shopify_counted_at" TIMESTAMPTZ(3),
    "metafields" JSONB NOT NULL DEFAULT '{}',
    "birth_date" DATE,
    "order_count" INTEGER NOT NULL DEFAULT 0,
    "gross_minor" BIGINT NOT NULL DEFAULT 0,
    "net_minor" BIGINT NOT NULL DEFAULT 0,
    "items_minor" BIGINT NOT NULL DEFAULT 0,
    "discount_minor" BIGINT NOT NULL DEFAULT 0,
    "refund_minor" BIGINT NOT NULL DEFAULT 0,
    "refund_count" INTEGER NOT NULL DEFAULT 0,
    "discounted_count" INTEGER NOT NULL DEFAULT 0,
    "quantity" BIGINT NOT NULL DEFAULT 0,
    "first_order_at" TIMESTAMPTZ(3),
    "last_order_at" TIMESTAMPTZ(3),
    "gap_median_ms" BIGINT,
    "gap_sd_ms" BIGINT,
    "roll_again_at" TIMESTAMPTZ(3),
    "changed_at" TIMESTAMPTZ(3),

    CONSTRAINT "customer_pkey" PRIMARY KEY ("shop_id","customer_id")
);

-- CreateTable
CREATE TABLE "customer_tag" (
    "shop_id" INTEGER NOT NULL,
    "customer_id" BIGINT NOT NULL,
    "tag_key" TEXT NOT NULL,
    "tag" TEXT NOT NULL,
    "present" BOOLEAN NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,
    "mirrored_at" TIMESTAMPTZ(3),

    CONSTRAINT "customer_tag_pkey" PRIMARY KEY ("shop_id","customer_id","tag_key")
);

-- CreateTable
CREATE TABLE "customer_gone" (
    "shop_id" INTEGER NOT NULL,
    "customer_id" BIGINT NOT NULL,
    "merged_into" BIGINT,
    "gone_at" TIMESTAMPTZ(3) NOT NULL,
    "sms_state" TEXT,
    "sms_opt_in_level" TEXT,
    "sms_collected_from" TEXT,
    "sms_updated_at" TIMESTAMPTZ(3),
    "email_state" TEXT,
    "email_opt_in_level" TEXT,
    "email_updated_at" TIMESTAMPTZ(3),
    "described_at" TIMESTAMPTZ(3),
    "email_who" UUID,
    "phone_who" UUID,

    CONSTRAINT "customer_gone_pkey" PRIMARY KEY ("shop_id","customer_id")
);

-- CreateTable
CREATE TABLE "product" (
    "shop_id" INTEGER NOT NULL,
    "product_id" BIGINT NOT NULL,
    "title" TEXT NOT NULL,
    "handle" TEXT,
    "vendor" TEXT,
    "product_type" TEXT,
    "status" TEXT,
    "tags" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[],
    "category" TEXT,
    "collections" BIGINT[] NOT NULL DEFAULT ARRAY[]::BIGINT[],
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "detailed_at" TIMESTAMPTZ(3),
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "product_pkey" PRIMARY KEY ("shop_id","product_id")
);

-- CreateTable
CREATE TABLE "collection" (
    "shop_id" INTEGER NOT NULL,
    "collection_id" BIGINT NOT NULL,
    "title" TEXT NOT NULL,

    CONSTRAINT "collection_pkey" PRIMARY KEY ("shop_id","collection_id")
);

-- CreateTable
CREATE TABLE "orders" (
    "shop_id" INTEGER NOT NULL,
    "order_id" BIGINT NOT NULL,
    "customer_id" BIGINT,
    "name" TEXT,
    "processed_at" TIMESTAMPTZ(3),
    "updated_at" TIMESTAMPTZ(3),
    "detailed_at" TIMESTAMPTZ(3),
    "detail_asked_at" TIMESTAMPTZ(3),
    "deleted_at" TIMESTAMPTZ(3),
    "test" BOOLEAN NOT NULL DEFAULT false,
    "cancelled_at" TIMESTAMPTZ(3),
    "cancel_reason" TEXT,
    "void_at" TIMESTAMPTZ(3),
    "source_name" TEXT,
    "app_name" TEXT,
    "location_id" BIGINT,
    "financial_status" TEXT,
    "fulfillment_status" TEXT,
    "return_status" TEXT,
    "risk_level" TEXT,
    "currency" TEXT,
    "presentment_currency" TEXT,
    "gross_minor" BIGINT NOT NULL DEFAULT 0,
    "items_minor" BIGINT NOT NULL DEFAULT 0,
    "discount_minor" BIGINT NOT NULL DEFAULT 0,
    "shipping_minor" BIGINT NOT NULL DEFAULT 0,
    "tax_minor" BIGINT NOT NULL DEFAULT 0,
    "refunded_minor" BIGINT NOT NULL DEFAULT 0,
    "quantity" INTEGER NOT NULL DEFAULT 0,
    "weight_grams" BIGINT,
    "discount_codes" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[],
    "tags" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[],
    "gateways" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[],
    "shipping_method" TEXT,
    "ship_city" TEXT,
    "ship_province" TEXT,
    "ship_country" TEXT,
    "ship_zip" TEXT,
    "utm_source" TEXT,
    "utm_medium" TEXT,
    "utm_campaign" TEXT,
    "first_source" TEXT,
    "first_utm_source" TEXT,
    "first_utm_medium" TEXT,
    "first_utm_campaign" TEXT,
    "first_referrer" TEXT,
    "first_landing" TEXT,
    "days_to_conversion" INTEGER,
    "note" TEXT,
    "attributes" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[],
    "shipped_at" TIMESTAMPTZ(3),
    "delivered_at" TIMESTAMPTZ(3),

    CONSTRAINT "orders_pkey" PRIMARY KEY ("shop_id","order_id")
);

-- CreateTable
CREATE TABLE "order_line" (
    "shop_id" INTEGER NOT NULL,
    "order_id" BIGINT NOT NULL,
    "line_id" BIGINT NOT NULL,
    "customer_id" BIGINT,
    "processed_at" TIMESTAMPTZ(3),
    "void_at" TIMESTAMPTZ(3),
    "product_id" BIGINT,
    "variant_id" BIGINT,
    "sku" TEXT,
    "title" TEXT,
    "variant_title" TEXT,
    "vendor" TEXT,
    "quantity" INTEGER NOT NULL,
    "current_quantity" INTEGER NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "discount_minor" BIGINT NOT NULL DEFAULT 0,
    "selling_plan" TEXT,
    "gift_card" BOOLEAN NOT NULL DEFAULT false,
    "attributes" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[],
    "updated_at" TIMESTAMPTZ(3),

    CONSTRAINT "order_line_pkey" PRIMARY KEY ("shop_id","order_id","line_id")
);

-- CreateTable
CREATE TABLE "order_refund" (
    "shop_id" INTEGER NOT NULL,
    "order_id" BIGINT NOT NULL,
    "refund_id" BIGINT NOT NULL,
    "customer_id" BIGINT,
    "processed_at" TIMESTAMPTZ(3) NOT NULL,
    "amount_minor" BIGINT NOT NULL,

    CONSTRAINT "order_refund_pkey" PRIMARY KEY ("shop_id","order_id","refund_id")
);

-- CreateTable
CREATE TABLE "event" (
    "shop_id" INTEGER NOT NULL,
    "event_id" UUID NOT NULL,
    "customer_id" BIGINT,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "product_id" BIGINT,
    "variant_id" BIGINT,
    "collection_id" BIGINT,
    "value_minor" BIGINT,
    "who" UUID,
    "quantity" INTEGER,
    "kind" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "name" TEXT,
    "text" TEXT,
    "campaign" TEXT,
    "device" TEXT,
    "referrer" TEXT,
    "utm_source" TEXT,
    "utm_medium" TEXT,
    "utm_campaign" TEXT,
    "props" JSONB,

    CONSTRAINT "event_pkey" PRIMARY KEY ("shop_id","event_id")
);

-- CreateTable
CREATE TABLE "event_cover" (
    "shop_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL DEFAULT '',
    "since" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "event_cover_pkey" PRIMARY KEY ("shop_id","kind","name")
);

-- CreateTable
CREATE TABLE "segment" (
    "shop_id" INTEGER NOT NULL,
    "segment_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "state" TEXT NOT NULL DEFAULT 'calculating',
    "problem" TEXT,
    "full_due" BOOLEAN NOT NULL DEFAULT true,
    "quiet" BOOLEAN NOT NULL DEFAULT true,
    "member_count" INTEGER NOT NULL DEFAULT 0,
    "unknown_count" INTEGER NOT NULL DEFAULT 0,
    "evaluated_at" TIMESTAMPTZ(3),
    "evaluate_ms" INTEGER,
    "tag" TEXT,
    "tag_rule" TEXT NOT NULL DEFAULT 'restore',
    "sync_state" TEXT NOT NULL DEFAULT 'off',
    "sync_problem" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "segment_pkey" PRIMARY KEY ("shop_id","segment_id")
);

-- CreateTable
CREATE TABLE "segment_version" (
    "shop_id" INTEGER NOT NULL,
    "segment_id" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,
    "definition" JSONB NOT NULL,
    "sentence" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by" TEXT,

    CONSTRAINT "segment_version_pkey" PRIMARY KEY ("shop_id","segment_id","version")
);

-- CreateTable
CREATE TABLE "segment_use" (
    "shop_id" INTEGER NOT NULL,
    "segment_id" INTEGER NOT NULL,
    "uses_id" INTEGER NOT NULL,

    CONSTRAINT "segment_use_pkey" PRIMARY KEY ("shop_id","segment_id","uses_id")
);

-- CreateTable
CREATE TABLE "membership" (
    "shop_id" INTEGER NOT NULL,
    "segment_id" INTEGER NOT NULL,
    "customer_id" BIGINT NOT NULL,
    "stay" INTEGER NOT NULL,
    "entered_at" TIMESTAMPTZ(3) NOT NULL,
    "entered_cause" TEXT NOT NULL,
    "entered_version" INTEGER NOT NULL,
    "left_at" TIMESTAMPTZ(3),
    "left_cause" TEXT,
    "left_version" INTEGER,

    CONSTRAINT "membership_pkey" PRIMARY KEY ("shop_id","segment_id","customer_id","stay")
);

-- CreateTable
CREATE TABLE "membership_change" (
    "shop_id" INTEGER NOT NULL,
    "change_id" BIGSERIAL NOT NULL,
    "segment_id" INTEGER NOT NULL,
    "customer_id" BIGINT,
    "kind" TEXT NOT NULL,
    "cause" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "mirrored_at" TIMESTAMPTZ(3),

    CONSTRAINT "membership_change_pkey" PRIMARY KEY ("shop_id","change_id")
);

-- CreateTable
CREATE TABLE "list" (
    "shop_id" INTEGER NOT NULL,
    "list_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "segment_id" INTEGER,
    "state" TEXT NOT NULL,
    "member_count" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by" TEXT,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "list_pkey" PRIMARY KEY ("shop_id","list_id")
);

-- CreateTable
CREATE TABLE "list_member" (
    "shop_id" INTEGER NOT NULL,
    "list_id" INTEGER NOT NULL,
    "customer_id" BIGINT NOT NULL,
    "added_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "list_member_pkey" PRIMARY KEY ("shop_id","list_id","customer_id")
);

-- CreateTable
CREATE TABLE "list_upload" (
    "shop_id" INTEGER NOT NULL,
    "upload_id" INTEGER NOT NULL,
    "list_id" INTEGER NOT NULL,
    "file_name" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "bytes" BIGINT NOT NULL,
    "bytes_here" BIGINT NOT NULL DEFAULT 0,
    "bytes_read" BIGINT NOT NULL DEFAULT 0,
    "lines_read" INTEGER NOT NULL DEFAULT 0,
    "layout" JSONB,
    "mapping" JSONB,
    "rows_read" INTEGER NOT NULL DEFAULT 0,
    "rows_added" INTEGER NOT NULL DEFAULT 0,
    "rows_repeated" INTEGER NOT NULL DEFAULT 0,
    "rejects" JSONB NOT NULL DEFAULT '{}',
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "fence" BIGINT NOT NULL DEFAULT 0,
    "leased_until" TIMESTAMPTZ(3),
    "problem" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by" TEXT,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "list_upload_pkey" PRIMARY KEY ("shop_id","upload_id")
);

-- CreateTable
CREATE TABLE "list_chunk" (
    "shop_id" INTEGER NOT NULL,
    "upload_id" INTEGER NOT NULL,
    "at" BIGINT NOT NULL,
    "bytes" BYTEA NOT NULL,

    CONSTRAINT "list_chunk_pkey" PRIMARY KEY ("shop_id","upload_id","at")
);

-- CreateTable
CREATE TABLE "list_reject" (
    "shop_id" INTEGER NOT NULL,
    "upload_id" INTEGER NOT NULL,
    "line" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,

    CONSTRAINT "list_reject_pkey" PRIMARY KEY ("shop_id","upload_id","line")
);

-- CreateTable
CREATE TABLE "segment_pin" (
    "shop_id" INTEGER NOT NULL,
    "segment_id" INTEGER NOT NULL,
    "customer_id" BIGINT NOT NULL,
    "side" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "pinned_at" TIMESTAMPTZ(3) NOT NULL,
    "pinned_by" TEXT,

    CONSTRAINT "segment_pin_pkey" PRIMARY KEY ("shop_id","segment_id","customer_id")
);

-- CreateTable
CREATE TABLE "outbox" (
    "shop_id" INTEGER NOT NULL,
    "command_id" BIGSERIAL NOT NULL,
    "kind" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'due',
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "fence" BIGINT NOT NULL DEFAULT 0,
    "leased_until" TIMESTAMPTZ(3),
    "customer_id" BIGINT,
    "segment_id" INTEGER,
    "problem" TEXT,
    "progress" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "sent_at" TIMESTAMPTZ(3),
    "done_at" TIMESTAMPTZ(3),

    CONSTRAINT "outbox_pkey" PRIMARY KEY ("shop_id","command_id")
);

-- CreateTable
CREATE TABLE "outbox_person" (
    "shop_id" INTEGER NOT NULL,
    "command_id" BIGINT NOT NULL,
    "customer_id" BIGINT NOT NULL,
    "line" INTEGER,
    "outcome" TEXT,
    "problem" TEXT,

    CONSTRAINT "outbox_person_pkey" PRIMARY KEY ("shop_id","command_id","customer_id")
);

-- CreateTable
CREATE TABLE "mirror_member" (
    "shop_id" INTEGER NOT NULL,
    "segment_id" INTEGER NOT NULL,
    "customer_id" BIGINT NOT NULL,
    "tag" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "command_id" BIGINT,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,
    "problem" TEXT,

    CONSTRAINT "mirror_member_pkey" PRIMARY KEY ("shop_id","segment_id","customer_id")
);

-- CreateIndex
CREATE INDEX "customer_gone_shop_id_merged_into_idx" ON "customer_gone"("shop_id", "merged_into");

-- CreateIndex
CREATE UNIQUE INDEX "shop_domain_key" ON "shop"("domain");

-- CreateIndex
CREATE UNIQUE INDEX "inbox_shop_id_source_key_key" ON "inbox"("shop_id", "source", "key");

-- CreateIndex
CREATE INDEX "segment_use_shop_id_uses_id_idx" ON "segment_use"("shop_id", "uses_id");

-- CreateIndex
CREATE INDEX "list_member_shop_id_customer_id_idx" ON "list_member"("shop_id", "customer_id");

-- CreateIndex
CREATE INDEX "list_upload_shop_id_list_id_idx" ON "list_upload"("shop_id", "list_id");

-- CreateIndex
CREATE INDEX "segment_pin_shop_id_customer_id_idx" ON "segment_pin"("shop_id", "customer_id");

-- CreateIndex
CREATE UNIQUE INDEX "outbox_shop_id_key_key" ON "outbox"("shop_id", "key");


-- Written by hand from here: what Prisma cannot express.

-- Work that is due, and what a person has to look at.
CREATE INDEX "inbox_due" ON "inbox" ("shop_id", "due_at", "inbox_id") WHERE "state" = 'due';
CREATE INDEX "inbox_parked" ON "inbox" ("shop_id", "inbox_id") WHERE "state" = 'parked';
CREATE INDEX "import_run_open" ON "import_run" ("shop_id", "due_at") WHERE "state" NOT IN ('done', 'parked');
CREATE INDEX "list_upload_open" ON "list_upload" ("shop_id", "due_at") WHERE "state" = 'reading';
CREATE UNIQUE INDEX "list_name" ON "list" ("shop_id", lower("name"));
CREATE INDEX "outbox_due" ON "outbox" ("shop_id", "due_at", "command_id") WHERE "state" IN ('due', 'leased');
CREATE INDEX "outbox_stuck" ON "outbox" ("shop_id", "command_id") WHERE "state" IN ('parked', 'doubt');
CREATE INDEX "membership_change_unmirrored" ON "membership_change" ("shop_id", "segment_id", "change_id") WHERE "mirrored_at" IS NULL;
CREATE INDEX "customer_changed" ON "customer" ("shop_id", "customer_id") WHERE "changed_at" IS NOT NULL;
CREATE INDEX "shop_probe" ON "shop" ("probe_at") WHERE "probe_at" IS NOT NULL;
-- Described by webhook alone, and not asked for since (shopify/detail.ts).
CREATE INDEX "customer_undetailed" ON "customer" ("shop_id", "customer_id")
  WHERE ("detailed_at" IS NULL OR "detailed_at" < "updated_at") AND ("detail_asked_at" IS NULL OR "detail_asked_at" < "updated_at");
CREATE INDEX "orders_undetailed" ON "orders" ("shop_id", "order_id")
  WHERE ("detailed_at" IS NULL OR "detailed_at" < "updated_at") AND ("detail_asked_at" IS NULL OR "detail_asked_at" < "updated_at");
CREATE INDEX "customer_roll_again" ON "customer" ("shop_id", "roll_again_at") WHERE "roll_again_at" IS NOT NULL;

-- One access path each; INCLUDE makes them enough by themselves.
CREATE INDEX "orders_customer" ON "orders" ("shop_id", "customer_id", "processed_at")
  INCLUDE ("order_id", "void_at", "gross_minor", "refunded_minor", "discount_minor", "items_minor", "quantity");
CREATE INDEX "orders_time" ON "orders" ("shop_id", "processed_at")
  INCLUDE ("customer_id", "void_at", "gross_minor", "refunded_minor");
CREATE INDEX "order_line_customer" ON "order_line" ("shop_id", "customer_id", "processed_at")
  INCLUDE ("void_at", "vendor", "product_id", "amount_minor", "quantity", "current_quantity");
CREATE INDEX "order_line_product" ON "order_line" ("shop_id", "product_id", "processed_at")
  INCLUDE ("customer_id", "void_at");
CREATE INDEX "order_line_time" ON "order_line" ("shop_id", "processed_at") INCLUDE ("customer_id");
CREATE INDEX "order_refund_customer" ON "order_refund" ("shop_id", "customer_id", "processed_at") INCLUDE ("amount_minor");
CREATE INDEX "order_refund_time" ON "order_refund" ("shop_id", "processed_at") INCLUDE ("customer_id", "amount_minor");
-- Kind first: most questions are about one kind of everybody. Whoever wants all of one person names all kinds.
CREATE INDEX "event_customer" ON "event" ("shop_id", "kind", "customer_id", "at") INCLUDE ("product_id") WHERE "customer_id" IS NOT NULL;
CREATE INDEX "event_time" ON "event" ("shop_id", "kind", "at") INCLUDE ("customer_id") WHERE "customer_id" IS NOT NULL;
CREATE INDEX "event_who" ON "event" ("shop_id", "who") WHERE "who" IS NOT NULL;
CREATE INDEX "customer_gone_email" ON "customer_gone" ("shop_id", "email_who") WHERE "email_who" IS NOT NULL;
CREATE INDEX "customer_gone_phone" ON "customer_gone" ("shop_id", "phone_who") WHERE "phone_who" IS NOT NULL;
CREATE INDEX "product_vendor" ON "product" ("shop_id", "vendor");
CREATE INDEX "product_type" ON "product" ("shop_id", "product_type");

-- The clock road finds whose first or last order, or birth of the account, crosses a window's edge.
CREATE INDEX "customer_created" ON "customer" ("shop_id", "created_at");
CREATE INDEX "customer_last_order" ON "customer" ("shop_id", "last_order_at");
CREATE INDEX "customer_first_order" ON "customer" ("shop_id", "first_order_at");

-- Customers as a person looks for them.
CREATE INDEX "customer_email" ON "customer" ("shop_id", lower("email") text_pattern_ops);
CREATE INDEX "customer_phone" ON "customer" ("shop_id", "phone" text_pattern_ops);
CREATE INDEX "customer_last_name" ON "customer" ("shop_id", lower("last_name") text_pattern_ops);
CREATE INDEX "customer_first_name" ON "customer" ("shop_id", lower("first_name") text_pattern_ops);

-- Open stays: who is in now; each customer's segments; joined and left by day.
CREATE UNIQUE INDEX "membership_open" ON "membership" ("shop_id", "segment_id", "customer_id") WHERE "left_at" IS NULL;
CREATE INDEX "membership_customer" ON "membership" ("shop_id", "customer_id", "segment_id") INCLUDE ("entered_at", "left_at");
CREATE INDEX "membership_entered" ON "membership" ("shop_id", "segment_id", "entered_at");
CREATE INDEX "membership_left" ON "membership" ("shop_id", "segment_id", "left_at") WHERE "left_at" IS NOT NULL;
CREATE INDEX "mirror_member_command" ON "mirror_member" ("shop_id", "command_id") WHERE "command_id" IS NOT NULL;
CREATE INDEX "mirror_member_customer" ON "mirror_member" ("shop_id", "customer_id");
CREATE INDEX "mirror_member_stuck" ON "mirror_member" ("shop_id", "segment_id", "customer_id") WHERE "problem" IS NOT NULL;
CREATE INDEX "customer_tag_key" ON "customer_tag" ("shop_id", "tag_key") WHERE "present";
CREATE INDEX "customer_tag_removed" ON "customer_tag" ("shop_id", "customer_id", "tag_key") WHERE NOT "present" AND "mirrored_at" IS DISTINCT FROM "changed_at";
CREATE UNIQUE INDEX "segment_tag" ON "segment" ("shop_id", lower("tag")) WHERE "tag" IS NOT NULL AND "deleted_at" IS NULL;

-- Window edges of shipments, deliveries, cancellations and tags (segments/edges.ts).
CREATE INDEX "orders_shipped" ON "orders" ("shop_id", "shipped_at") INCLUDE ("customer_id") WHERE "shipped_at" IS NOT NULL;
CREATE INDEX "orders_delivered" ON "orders" ("shop_id", "delivered_at") INCLUDE ("customer_id") WHERE "delivered_at" IS NOT NULL;
CREATE INDEX "orders_void" ON "orders" ("shop_id", "void_at") INCLUDE ("customer_id") WHERE "void_at" IS NOT NULL;
CREATE INDEX "customer_tag_changed" ON "customer_tag" ("shop_id", "changed_at") INCLUDE ("customer_id");

-- Index-only reads need a fresh visibility map on the tables that mostly grow.
ALTER TABLE "orders" SET (autovacuum_vacuum_insert_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);
ALTER TABLE "order_line" SET (autovacuum_vacuum_insert_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);
ALTER TABLE "event" SET (autovacuum_vacuum_insert_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);
ALTER TABLE "membership" SET (autovacuum_vacuum_insert_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);
