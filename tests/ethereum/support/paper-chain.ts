import type { Certificate } from '../../../lib/chain/certificate.ts';
import { hashOfCommittee } from '../../../lib/chain/committee.ts';
import { epochAfter, setEpochInfo } from '../../../lib/chain/epoch.ts';
import { type Header, hashOfHeader } from '../../../lib/chain/header.ts';
import { type StateDiff, sortDiff } from '../../../lib/chain/state-diff.ts';
import { entriesOfTree, rootOfTree, type StateTree } from '../../../lib/chain/state-tree.ts';
import { FINALIZE, NOTARIZE } from '../../../lib/chain/statement.ts';
import { uncompressedKey } from '../../../lib/core/bls-point.ts';
import { equalBytes, ZERO_HASH } from '../../../lib/core/bytes.ts';
import type { PastBlocks } from '../../../lib/node/execution/past-epochs.ts';
import { createBridgeWorld } from '../../unit/modules/bridge-world.ts';
import type { Bridge } from './bridge.ts';
import type { Ethereum } from './ethereum.ts';
import { inboxEvents } from './inbox-events.ts';
import { certify, type Validators } from './validators.ts';

/**
 * A chain as a node has it: state, headers, and who signed them. Real validators sign what a test
 * wants; nothing is executed but the bridge.
 */
export function createPaperChain(ethereum: Ethereum, bridge: Bridge) {
  const world = createBridgeWorld(bridge.genesis);
  const sidechain = bridge.sidechain();
  const blocks: { header: Header; certificate: Certificate }[] = [];
  const trees: StateTree[] = [world.journal.tree()];
  let forgottenTo = 0n;

  /** Takes in what happened on Ethereum. */
  async function follow(): Promise<void> {
    const { checkpoints } = bridge.genesis.contracts;
    const events = await inboxEvents(ethereum, checkpoints, sidechain.inboxCount + 1n);
    for (const event of events) world.happen(event);
    sidechain.applyInbox(...events);
  }

  /** The next block is final; with `next` it ends the epoch, and these vote from then on. */
  function block({ next, isNotarized }: { next?: Validators; isNotarized?: boolean } = {}): Header {
    const { header: parent, validators } = sidechain;
    if (next) {
      const { committee } = next;
      const epoch = epochAfter(parent) + 1n;
      setEpochInfo(world.journal, { epoch, seed: ZERO_HASH, committee, startMs: 1 });
    }
    const outboxRoot = world.root() ?? ZERO_HASH;
    const nextCommitteeHash = next ? committeeHashOf(next) : ZERO_HASH;
    const tree = world.journal.tree();
    const stateRoot = rootOfTree(tree);
    const header = sidechain.nextHeader({ outboxRoot, nextCommitteeHash, stateRoot });
    const kind = isNotarized ? NOTARIZE : FINALIZE;
    trees.push(tree);
    blocks.push({ header, certificate: certify(validators, header, { change: { kind } }) });
    sidechain.header = header;
    if (next) sidechain.validators = next;
    world.nextBlock();
    return header;
  }

  const past: PastBlocks = {
    chain: {
      final() {
        const { header } = sidechain;
        const certificate = blocks.at(-1)?.certificate;
        return { header, hash: hashOfHeader(header), tree: world.journal.tree(), certificate };
      },
    },
    store: {
      headerAt: async (height) => (height <= forgottenTo ? undefined : blocks[Number(height) - 1]),
      diffAt: async (height) => {
        const [before, after] = [trees[Number(height) - 1], trees[Number(height)]];
        return height <= forgottenTo || !before || !after ? undefined : diffOf(before, after);
      },
    },
  };
  return {
    ...{ world, past, follow, block },
    /** As old blocks are, up to a height. */
    forget(upTo: bigint) {
      forgottenTo = upTo;
    },
  };
}

export type PaperChain = ReturnType<typeof createPaperChain>;

function diffOf(before: StateTree, after: StateTree): StateDiff {
  const [old, now] = [new Map(entriesOfTree(before)), new Map(entriesOfTree(after))];
  const changes = [...new Set([...old.keys(), ...now.keys()])].map((key) => {
    return { key, before: old.get(key), after: now.get(key) };
  });
  return sortDiff(
    changes.filter((one) => !one.before || !one.after || !equalBytes(one.before, one.after)),
  );
}

function committeeHashOf({ committee }: Validators) {
  return hashOfCommittee(
    committee,
    committee.map(({ blsKey }) => uncompressedKey(blsKey)),
  );
}
