// Made from attentive.json by tests/contract/bodies.ts. Change the contract, not this.
export type paths = Record<string, never>;
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Attributes: {
            users?: {
                attributes?: {
                    custom?: {
                        [key: string]: boolean;
                    };
                };
                identifiers?: {
                    email?: string;
                    phone?: string;
                };
            }[];
        };
        CustomAttributes: {
            properties: {
                [key: string]: string;
            };
            user: {
                email?: string;
                phone?: string;
            };
        };
        CustomEvent: {
            externalEventId?: string;
            /** Format: date-time */
            occurredAt?: string;
            properties?: {
                [key: string]: string | number | boolean;
            };
            type: string;
            user: {
                email?: string;
                phone?: string;
            };
        };
        DeleteRequest: {
            subjectEmail?: string;
            subjectPhone?: string;
        };
        Members: {
            externalId: string;
            members: {
                email?: string;
                phone?: string;
            }[];
        };
        NewSegment: {
            description?: string;
            externalId?: string;
            name: string;
        };
        Unsubscription: {
            notification?: {
                disabled?: boolean;
            };
            subscriptions?: {
                /** @enum {string} */
                channel?: "TEXT";
                /** @enum {string} */
                type?: "MARKETING";
            }[];
            user: {
                email?: string;
                phone?: string;
            };
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
