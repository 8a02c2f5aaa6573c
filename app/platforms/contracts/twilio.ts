// Made from twilio.json by tests/contract/bodies.ts. Change the contract, not this.
export type paths = Record<string, never>;
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        NewMessage: {
            Body?: string;
            From?: string;
            MediaUrl?: string[] | string;
            MessagingServiceSid?: string;
            SmartEncoded?: boolean | "false";
            /** Format: uri */
            StatusCallback?: string;
            To: string;
        };
        Redaction: {
            Body?: string;
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
