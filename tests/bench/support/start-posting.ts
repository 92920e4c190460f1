import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Genesis } from '../../../lib/chain/genesis.ts';
import type { Address, Hex } from '../../../lib/core/bytes.ts';
import { jsonFromNetworkFile, type NetworkFile } from '../../../lib/node/network-file.ts';
import type { PostingNodeRequest, PostingNodeState } from './posting-node.ts';
import { createSeedNetworkFile } from './seed-network-file.ts';

/** Validators in processes of their own; the first is handed all transactions. */
export interface Posting {
  file: NetworkFile;
  /** What each has done so far; the first is the one that takes transactions. */
  states(): readonly PostingNodeState[];
  send(envelopes: readonly Hex[]): void;
  /** How many in blocks from this height on failed. */
  failedSince(height: number): Promise<number>;
  stop(): Promise<void>;
}

export interface PostingOptions {
  validators: number;
  minBlockMs: number;
  firstPort: number;
  rich: readonly Address[];
  settings: Genesis['settings'];
}

export async function startPosting(options: PostingOptions): Promise<Posting> {
  const folder = await mkdtemp(join('.weft', 'bench-posting-'));
  const { file, keyFiles } = await createSeedNetworkFile({ folder, ...options });
  const networkFile = join(folder, 'network.json');
  await writeFile(networkFile, jsonFromNetworkFile(file));
  const nodes = await Promise.all(
    keyFiles.map((keyFile, index) =>
      startNode([
        ...[networkFile, `${options.firstPort + index}`],
        ...[join(folder, `data-${index}`), keyFile],
      ]),
    ),
  );
  const [first] = nodes as [PostingNode, ...PostingNode[]];
  return {
    file,
    states: () => nodes.map(({ state }) => state),
    send: (envelopes) => first.tell({ envelopes }),
    failedSince: (height) => first.failedSince(height),
    async stop() {
      for (const node of nodes) await node.stop();
      await rm(folder, { recursive: true });
    },
  };
}

interface PostingNode {
  state: PostingNodeState;
  tell(request: PostingNodeRequest): void;
  failedSince(height: number): Promise<number>;
  stop(): Promise<void>;
}

async function startNode(parameters: readonly string[]): Promise<PostingNode> {
  const program = join(import.meta.dirname, 'support', 'posting-node.js');
  const child: ChildProcess = fork(program, parameters);
  process.once('exit', () => child.kill());
  const [state] = await once(child, 'message');
  const node: PostingNode = {
    state,
    tell: (request) => void child.send(request),
    failedSince: (height) =>
      new Promise((resolve) => {
        const listen = ({ failed }: PostingNodeState) => {
          if (failed === undefined) return;
          child.off('message', listen);
          resolve(failed);
        };
        child.on('message', listen);
        child.send({ failedSince: height } satisfies PostingNodeRequest);
      }),
    async stop() {
      child.disconnect();
      await once(child, 'exit');
    },
  };
  child.on('message', (next) => {
    node.state = next as PostingNodeState;
  });
  return node;
}
