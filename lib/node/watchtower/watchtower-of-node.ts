import type { Chain } from '../../chain/chain.ts';
import { coinsOf } from '../coins/create-coins.ts';
import type { EthereumSettings } from '../ethereum-follower/ethereum-settings.ts';
import type { NodeSession } from '../node-session.ts';
import type { Clock, EthereumSource } from '../ports.ts';
import { createWatchtower, type Watchtower, type WatchtowerSending } from './create-watchtower.ts';
import { createPinning } from './pin-checkpoints.ts';

export interface WatchtowerOptions {
  chain: Chain;
  session: Pick<NodeSession, 'chain' | 'store' | 'coins'>;
  sources: readonly EthereumSource[];
  settings: EthereumSettings;
  clock: Clock;
  /** With it all coins are watched, else those of the accounts whose coins this node keeps. */
  sending: WatchtowerSending | undefined;
  onChange(): void;
}

export function watchtowerOfNode(options: WatchtowerOptions): Watchtower {
  const { chain, session, sources, settings, clock, sending, onChange } = options;
  const { checkpoints, vault } = chain.genesis.contracts;
  const { store, history } = session.coins;
  return createWatchtower({
    ...{ vault, sources, clock, history, sending, onChange },
    prepare: createPinning({ checkpoints, sources, settings, blocks: session, store }),
    async watched(count) {
      const accounts = await store.accounts();
      const { tree } = session.chain.final();
      const slots = sending
        ? Array.from({ length: Number(count) }, (_, i) => BigInt(i + 1))
        : [...accounts].flatMap((account) => coinsOf(chain, tree, account).map(({ slot }) => slot));
      return { accounts, slots };
    },
    knownCoinBlocks: () => session.chain.final().header.coinCount,
  });
}
