import { bridge } from './english/bridge.ts';
import { bridgeGlossary } from './english/bridge-glossary.ts';
import { bridgeSent } from './english/bridge-sent.ts';
import { bridgeStates } from './english/bridge-states.ts';
import { vaultCoins } from './english/vault-coins.ts';

/** The words about the bridge, apart from the others so that only its page fetches them. */
export const bridgeMessages = {
  ...bridge,
  ...bridgeGlossary,
  ...bridgeSent,
  ...bridgeStates,
  ...vaultCoins,
} as const;
