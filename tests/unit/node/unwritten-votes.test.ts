import { expect, it } from 'vitest';
import { isConflict } from '../../../lib/chain/evidence.ts';
import type { Vote } from '../../../lib/consensus/types.ts';
import {
  bytesFromCertificatesRequest,
  certificatesFromBytes,
  votesFromBytes,
} from '../../../lib/node/peers/wire.ts';
import { createMemoryNetwork } from '../../../lib/platform/memory/memory-network.ts';
import { tapVotes } from './support/epoch-network.ts';
import {
  createTestNetwork,
  idOf,
  type TestNode,
  validatorAccount,
} from './support/test-network.ts';

/** Three of four validators, the journal of one of which does not write, and a curious stranger. */
async function annCannotWrite() {
  const net = createTestNetwork();
  const nodes = ['ann', 'bob', 'cat', 'dan'].map((name) => net.add(name));
  const [ann, bob, , dan] = nodes as [TestNode, TestNode, TestNode, TestNode];
  await Promise.all(nodes.map(({ node }) => node.start()));
  await net.clock.advanceAsync(3_000);
  const published = await tapVotes(net, idOf('ann'));
  const eve = createMemoryNetwork({ id: 'eve' })(net);
  await eve.start();
  await dan.node.stop();
  await net.clock.advanceAsync(100);

  const write = ann.storage.write.bind(ann.storage);
  const held: { go(): void }[] = [];
  ann.storage.write = async (writes, options) => {
    if (writes.some(({ bucket }) => bucket === 'journal')) {
      await new Promise<void>((go) => held.push({ go }));
    }
    return write(writes, options);
  };
  const writeAgain = () => {
    ann.storage.write = write;
    for (const { go } of held) go();
  };
  const { envelope } = net.transfer(0, { nonce: 0n });
  await bob.node.rpc.handleRequest('send', { envelope });
  await net.clock.advanceAsync(700);
  expect(held).toHaveLength(1);

  const signer = net.file.genesis.committee.findIndex(
    ({ account }) => account === validatorAccount('ann'),
  );
  const ask = (request: Parameters<typeof bytesFromCertificatesRequest>[0]) =>
    eve.request(idOf('ann'), 'certificates', bytesFromCertificatesRequest(request));
  /** What she tells who asks: own votes, and certificates with votes of hers in them. */
  function askForVotes() {
    const heard: { votes: Vote[]; certificates: number; refused: number } = {
      ...{ votes: [], certificates: 0, refused: 0 },
    };
    const refused = () => void heard.refused++;
    ask({ kind: 'votes', epoch: 0n, signer, fromView: 1n }).then(
      (bytes) => heard.votes.push(...votesFromBytes(bytes)),
      refused,
    );
    ask({ kind: 'range', epoch: 0n, fromView: 1n, toView: 99n }).then((bytes) => {
      heard.certificates += certificatesFromBytes(bytes).length;
    }, refused);
    return heard;
  }
  return { net, ann, published, writeAgain, askForVotes };
}

it('a vote that is not durable is told nobody, however a neighbour asks', async () => {
  const { net, published, writeAgain, askForVotes } = await annCannotWrite();
  const heard = askForVotes();
  await net.clock.advanceAsync(500);
  expect([heard, published]).toEqual([{ votes: [], certificates: 0, refused: 0 }, []]);
  writeAgain();
  await net.clock.advanceAsync(500);
  expect(published).not.toEqual([]);
  expect(heard.votes).not.toEqual([]);
  expect(heard.refused).toBe(0);
});

it('whoever asks for votes that could not be written is refused', async () => {
  const { net, ann, published, writeAgain, askForVotes } = await annCannotWrite();
  const heard = askForVotes();
  await net.clock.advanceAsync(100);
  ann.storage.failWriteIn(1);
  writeAgain();
  await net.clock.advanceAsync(100);
  expect([heard, published]).toEqual([{ votes: [], certificates: 0, refused: 2 }, []]);
});

it('a validator that forgot a vote in a crash contradicts nothing that anybody heard', async () => {
  const { net, ann, published, askForVotes } = await annCannotWrite();
  const heard = askForVotes();
  await net.clock.advanceAsync(500);
  const { disk } = ann.storage;
  ann.storage.crash();
  delete disk.key.holder;
  net.hub.leave(idOf('ann'));
  void ann.node.stop();
  await net.clock.advanceAsync(20_000);
  const again = net.add('ann', { disk });
  await again.node.start();
  await net.clock.advanceAsync(20_000);
  expect(published).not.toEqual([]);
  const isContradicted = ({ statement }: Vote) =>
    published.some((vote) => isConflict(vote.statement, statement));
  expect(heard.votes.filter(isContradicted)).toEqual([]);
});
