import type { HLJSApi, Language } from 'highlight.js';

const KEYWORDS = `abstract anonymous as assembly break calldata case catch constant constructor
continue contract default delete do else emit enum error event external fallback final for from
function if immutable import indexed interface internal is let library mapping memory modifier new
override payable pragma private public pure receive return returns storage struct switch transient
try type unchecked unicode using view virtual while`;
const TYPES = /\b(?:u?int(?:\d{1,3})?|bytes(?:\d{1,2})?|u?fixed|address|bool|string|var)\b/;

/** The words of Solidity 0.8, as highlight.js describes a language. */
export function solidity(hljs: HLJSApi): Language {
  return {
    name: 'Solidity',
    keywords: {
      keyword: KEYWORDS.split(/\s+/),
      literal: ['true', 'false', 'wei', 'gwei', 'ether', 'seconds', 'minutes', 'hours', 'days'],
      built_in: ['msg', 'block', 'tx', 'abi', 'this', 'super', 'require', 'assert', 'revert'],
    },
    contains: [
      hljs.C_LINE_COMMENT_MODE,
      hljs.C_BLOCK_COMMENT_MODE,
      hljs.QUOTE_STRING_MODE,
      hljs.APOS_STRING_MODE,
      hljs.C_NUMBER_MODE,
      { scope: 'type', begin: TYPES },
    ],
  };
}
