/** Marks what the keys j and k step through, and the link of each that Enter follows. */
export const ITEM = 'data-ask-item';
export const ITEM_LINK = 'data-ask-link';
