import { Buffer as NodeBuffer } from 'buffer/';

/** The signing packages expect two Node.js globals; the bundler puts these in their place. */
export const Buffer = NodeBuffer;
export const process = { env: {}, browser: true, nextTick: queueMicrotask };
