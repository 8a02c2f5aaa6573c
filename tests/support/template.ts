export const TEMPLATE = "segue_template";
