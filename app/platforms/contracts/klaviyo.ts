// Made from klaviyo.json by tests/contract/bodies.ts. Change the contract, not this.
export type paths = Record<string, never>;
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        DeletionJob: {
            data: {
                attributes: {
                    profile: {
                        data: {
                            attributes?: {
                                email?: string;
                                phone_number?: string;
                            };
                            id?: string;
                            /** @enum {string} */
                            type: "profile";
                        };
                    };
                };
                /** @enum {string} */
                type: "data-privacy-deletion-job";
            };
        };
        Event: {
            data: {
                attributes: {
                    backfill?: boolean;
                    metric: {
                        data: {
                            attributes: {
                                name: string;
                            };
                            /** @enum {string} */
                            type: "metric";
                        };
                    };
                    profile: {
                        data: {
                            attributes: {
                                email?: string;
                                phone_number?: string;
                            };
                            id?: string;
                            /** @enum {string} */
                            type: "profile";
                        };
                    };
                    properties: {
                        [key: string]: string | number | boolean;
                    };
                    /** Format: date-time */
                    time?: string;
                    unique_id?: string;
                };
                /** @enum {string} */
                type: "event";
            };
        };
        ImportJob: {
            data: {
                attributes: {
                    profiles: {
                        data: {
                            attributes: {
                                email?: string;
                                phone_number?: string;
                            };
                            id?: string;
                            meta?: {
                                patch_properties?: {
                                    append?: {
                                        [key: string]: string;
                                    };
                                    unappend?: {
                                        [key: string]: string;
                                    };
                                };
                            };
                            /** @enum {string} */
                            type: "profile";
                        }[];
                    };
                };
                relationships?: {
                    lists?: {
                        data?: {
                            id: string;
                            /** @enum {string} */
                            type: "list";
                        }[];
                    };
                };
                /** @enum {string} */
                type: "profile-bulk-import-job";
            };
        };
        NewList: {
            data: {
                attributes: {
                    name: string;
                    /** @enum {string} */
                    opt_in_process?: "single_opt_in" | "double_opt_in";
                };
                /** @enum {string} */
                type: "list";
            };
        };
        NewWebhook: {
            data: {
                attributes: {
                    endpoint_url: string;
                    name: string;
                    secret_key: string;
                };
                relationships: {
                    "webhook-topics": {
                        data?: {
                            id: string;
                            /** @enum {string} */
                            type: "webhook-topic";
                        }[];
                    };
                };
                /** @enum {string} */
                type: "webhook";
            };
        };
        ProfileIds: {
            data: {
                id: string;
                /** @enum {string} */
                type: "profile";
            }[];
        };
        ProfileProperties: {
            data: {
                attributes: {
                    email?: string;
                    phone_number?: string;
                    properties?: {
                        [key: string]: string;
                    };
                };
                id?: string;
                /** @enum {string} */
                type: "profile";
            };
        };
        UnsubscribeJob: {
            data: {
                attributes: {
                    profiles: {
                        data: {
                            attributes: {
                                email?: string;
                                phone_number?: string;
                                subscriptions: {
                                    sms?: {
                                        marketing?: {
                                            /** @enum {string} */
                                            consent: "UNSUBSCRIBED";
                                        };
                                    };
                                };
                            };
                            /** @enum {string} */
                            type: "profile";
                        }[];
                    };
                };
                /** @enum {string} */
                type: "profile-subscription-bulk-delete-job";
            };
        };
        WebhookChange: {
            data: {
                attributes: {
                    enabled?: boolean;
                    endpoint_url?: string;
                    secret_key?: string;
                };
                id: string;
                relationships?: {
                    "webhook-topics"?: {
                        data?: {
                            id: string;
                            /** @enum {string} */
                            type: "webhook-topic";
                        }[];
                    };
                };
                /** @enum {string} */
                type: "webhook";
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
