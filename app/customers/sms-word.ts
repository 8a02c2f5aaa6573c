// Shopify's word on texts is of one phone. Where the customer has another one now, it says nothing of that.

/** SQL of the word that holds for the phone that the customer `of` has; where nobody said whose it was, it is theirs. */
export const smsWord = (of: string) => `case when ${of}.sms_phone is null or ${of}.sms_phone = ${of}.phone then ${of}.sms_state end`;
