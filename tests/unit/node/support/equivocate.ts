import { attestMessage, NOTARIZE } from '../../../../lib/chain/statement.ts';
import { bytesFromConsensusMessage } from '../../../../lib/consensus/messages.ts';
import type { Hash } from '../../../../lib/core/bytes.ts';
import type { Network } from '../../../../lib/node/ports.ts';
import { createFakeSigner } from '../../../../lib/platform/memory/fake-signatures.ts';
import { type EpochNetwork, epochOf, headersOf } from './epoch-network.ts';
import { forgeChain } from './forge-chain.ts';
import type { TestNode } from './test-network.ts';

export const ONE: Hash = `0x${'11'.repeat(32)}`;
export const TWO: Hash = `0x${'22'.repeat(32)}`;

/** A member notarizes two blocks in the view after the newest final block of `seenBy`. */
export async function equivocate(
  { net }: EpochNetwork,
  { name, through, seenBy }: { name: string; through: Network; seenBy: TestNode },
): Promise<void> {
  const { chain } = forgeChain(net.file);
  const key = createFakeSigner(name);
  const signer = chain.genesis.committee.findIndex(({ blsKey }) => blsKey === key.publicKey);
  const last = (await headersOf(seenBy)).at(-1);
  const epoch = await epochOf(seenBy);
  const view = (last?.epoch === epoch ? last.view : 0n) + 1n;
  for (const digest of [ONE, TWO]) {
    const statement = { kind: NOTARIZE, epoch, view, digest } as const;
    const signature = key.sign(attestMessage(chain.genesisHash, statement));
    const vote = { statement, signer, signature };
    await through.publish('votes', bytesFromConsensusMessage({ type: 'vote', vote }));
    await net.clock.advanceAsync(20);
  }
}
