// Made from omnisend.json by tests/contract/bodies.ts. Change the contract, not this.
export type paths = Record<string, never>;
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Event: {
            contact: {
                email?: string;
                id?: string;
                phone?: string;
            };
            eventID?: string;
            eventName: string;
            /** Format: date-time */
            eventTime?: string;
            /** @enum {string} */
            origin: "api";
            properties?: {
                [key: string]: string | number | boolean;
            };
        };
        Tagging: {
            contactIDs?: string[];
            emails?: string[];
            phones?: string[];
            tags: string[];
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
