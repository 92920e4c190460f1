/** Marks window messages from the provider in the page to the content script, and back. */
export const TO_WALLET = 'weft-test-wallet/to-wallet';
export const TO_PAGE = 'weft-test-wallet/to-page';
