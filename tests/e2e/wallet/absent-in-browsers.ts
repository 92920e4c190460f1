/** Stands for Node.js modules that the signing packages import and never use in a browser. */
export {};
