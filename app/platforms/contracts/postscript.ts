// Made from postscript.json by tests/contract/bodies.ts. Change the contract, not this.
export type paths = Record<string, never>;
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        CustomEvent: {
            email?: string;
            external_id?: string;
            phone?: string;
            properties?: {
                [key: string]: string | number | boolean;
            };
            subscriber_id?: string;
            /** @enum {string} */
            type: "SegmentEntered" | "SegmentExited";
        };
        MessageRequest: {
            body: string;
            /** @enum {string} */
            category?: "promotional" | "transactional";
            media_url?: string;
            phone?: string;
            subscriber_id?: string;
        };
        NewWebhook: {
            callback_url: string;
            /** @enum {string} */
            event: "shop.incoming_message" | "shop.subscriber.opt_in" | "shop.subscriber.opt_out";
        };
        Redaction: {
            email?: string;
            phone_number?: string;
            postscript_subscriber_id?: string;
        };
        SubscriberChange: {
            properties?: {
                [key: string]: string[] | string;
            } | string;
        };
        Unsubscription: {
            phone_number?: string;
            postscript_subscriber_id?: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
